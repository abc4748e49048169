/** Built-in optimizers and learning-rate schedules. */
package dev.rheo.plugins.optimizers;
