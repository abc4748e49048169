/** The built-in guidance. */
package dev.rheo.plugins.guidance;
