/** The built-in autoencoders. */
package dev.rheo.plugins.autoencoders;
