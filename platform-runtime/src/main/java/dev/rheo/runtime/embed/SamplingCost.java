package dev.rheo.runtime.embed;

/**
 * What a draw cost.
 *
 * @param samples drawn
 * @param batches solved for
 * @param evaluations calls of the network, each for one batch
 * @param rejectedSteps steps of adaptive solvers that were tried and thrown away
 */
public record SamplingCost(long samples, long batches, long evaluations, long rejectedSteps) {}
