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
 */
public record TrainingPairs(
        Points source, Points data, int @Nullable [] labels, double[] t, double @Nullable [] weights, Draws draws) {}
