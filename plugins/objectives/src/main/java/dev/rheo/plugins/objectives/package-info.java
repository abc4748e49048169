/** Built-in training objectives. */
package dev.rheo.plugins.objectives;
