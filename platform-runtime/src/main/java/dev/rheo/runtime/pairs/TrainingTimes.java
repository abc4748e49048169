package dev.rheo.runtime.pairs;

import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import java.util.Map;

/**
 * The law of a timestep sampler on a path: truncated to the path's domain, or moved to its grid times where time is
 * discrete. Thread-safe.
 */
public interface TrainingTimes {
    /**
     * The law of {@code sampler} on {@code path}.
     *
     * @throws IllegalArgumentException if no training time comes of it; the message is a clause that says why
     */
    static TrainingTimes of(TimestepSampler sampler, ProbabilityPath path) {
        double[] grid = path.gridTimes();
        double[] atoms = sampler.atoms();
        if (atoms.length > 0) {
            return Atoms.of(sampler, atoms, grid, path.domain());
        }
        return grid.length > 0 ? Cells.of(sampler, grid) : new TruncatedTimes(sampler, path.domain());
    }

    /** The law of a minibatch; another one only where the law follows the losses. */
    default TrainingTimes at(long minibatch) {
        return this;
    }

    /** The times of one minibatch. */
    double[] sample(Draws draws, int n);

    /** What the density, or the mass, of the times means. */
    Weighting weighting();

    /** Even density (or mass) over sampled density (or mass); its mean over sampled times is 1. */
    double weight(double t);

    /** Where {@code t} lies in the sampler's own unit interval: elsewhere than at t where time is discrete. */
    default double place(double t) {
        return t;
    }

    /**
     * Takes note of what a minibatch's rows lost, weights included; by one thread, in the order of minibatches.
     *
     * @param draws those that its times were sampled with
     */
    default void learn(long minibatch, Draws draws, float[] losses) {}

    /** What was learnt, by name. */
    default Map<String, float[]> state() {
        return Map.of();
    }

    /**
     * Goes back to before a minibatch.
     *
     * @param state of then; empty for the beginning
     * @throws IllegalArgumentException if it is the state of other times
     */
    default void restore(long minibatch, Map<String, float[]> state) {}

    /** Whether losses are divided by the density. */
    default boolean importance() {
        return weighting() == Weighting.IMPORTANCE;
    }
}
