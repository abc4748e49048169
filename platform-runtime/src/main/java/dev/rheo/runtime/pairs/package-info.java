/**
 * Minibatches made ahead of time on the host: data rows, source samples, coupling, times and the objective's inputs,
 * each a pure function of (seed, step).
 */
package dev.rheo.runtime.pairs;
