package dev.rheo.testkit.optimize;

import dev.rheo.api.optimize.Optimizer;

/**
 * An optimizer with the rule that it claims to follow.
 *
 * @param optimizer the optimizer
 * @param reference the same rule in float64
 */
public record OptimizerSubject(Optimizer optimizer, Reference reference) {}
