package dev.rheo.plugins.optimizers;

import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.UpdateBuilder;

/** The exponential moving average of a vector. */
final class MovingAverage {
    private MovingAverage() {}

    /** β average + (1 − β) sample, in one pass over the vectors. */
    static Value next(UpdateBuilder update, double beta, Value average, Value sample) {
        return update.op("lerp", average.shape(), average, sample, 1 - beta);
    }
}
