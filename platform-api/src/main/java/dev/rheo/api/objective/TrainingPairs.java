package dev.rheo.api.objective;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * A coupled minibatch in training units, row k of everything belonging together.
 *
 * @param source x0
 * @param data x1
 * @param labels a class per row (the null class where it was dropped), or null
 * @param t flow times inside the path's domain
 * @param weights a factor per row on the loss, or null where all are 1
 * @param draws further randomness of this minibatch, for noise
 * @param legs the part of flow time that each pair runs through, or null where all run from 0 to 1; {@code t} are path times then.
 *     Only objectives that provide {@code objective.legs} are given any
 */
public record TrainingPairs(
        Points source,
        Points data,
        int @Nullable [] labels,
        double[] t,
        double @Nullable [] weights,
        Draws draws,
        @Nullable Legs legs) {
    /** Pairs that run from 0 to 1. */
    public TrainingPairs(
            Points source, Points data, int @Nullable [] labels, double[] t, double @Nullable [] weights, Draws draws) {
        this(source, data, labels, t, weights, draws, null);
    }
}
