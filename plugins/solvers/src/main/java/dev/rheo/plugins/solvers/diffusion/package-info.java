/**
 * Built-in solvers that use more of a model than its velocity: stochastic differential equations, diffusion samplers,
 * Langevin dynamics. All of them run in flow time, from source to data.
 */
package dev.rheo.plugins.solvers.diffusion;
