package dev.rheo.api.objective;

import dev.rheo.api.network.NetworkSpec;

/**
 * What is known of the training before it starts.
 *
 * @param network the network's inputs and heads
 * @param weighted whether pairs carry weights (from an importance sampler of times or a weighted plan)
 */
public record TrainingSpec(NetworkSpec network, boolean weighted) {}
