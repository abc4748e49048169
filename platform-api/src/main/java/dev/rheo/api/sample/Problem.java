package dev.rheo.api.sample;

/**
 * What a step rule is to solve.
 *
 * @param dynamics the views of the model
 * @param times the grid in the order in which it is walked, at least two flow times: ascending from source to data,
 *     descending from data to source
 */
public record Problem(Dynamics dynamics, double[] times) {
    public Problem(Dynamics dynamics, double[] times) {
        if (times.length < 2) {
            throw new IllegalArgumentException("a solve needs a beginning and an end");
        }
        this.dynamics = dynamics;
        this.times = times.clone();
    }

    @Override
    public double[] times() {
        return times.clone();
    }

    /** Where the solve begins. */
    public double start() {
        return times[0];
    }

    /** Where the solve ends. */
    public double end() {
        return times[times.length - 1];
    }
}
