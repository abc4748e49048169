package dev.rheo.runtime.train;

/**
 * Evaluates parameters while training goes on; called every {@code train.evaluateEvery} steps, on a thread of its own,
 * one call at a time. What it finds must depend on the parameters alone.
 */
@FunctionalInterface
public interface Inspector {
    Findings inspect(TrainedParameters parameters);
}
