/**
 * The built-in metrics. All compare in original units, samples x_i with real data y_j, and report beside the value its
 * floor: the same number between two disjoint samples of real data of the same sizes.
 */
package dev.rheo.plugins.metrics;
