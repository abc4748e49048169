/** Built-in solvers. */
package dev.rheo.plugins.solvers;
