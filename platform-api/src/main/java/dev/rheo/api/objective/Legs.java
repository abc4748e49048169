package dev.rheo.api.objective;

/**
 * The part of flow time that each pair runs through, where data has several time points: source row k belongs to
 * {@code from[k]}, datum k to {@code to[k]}. A path time of a pair stands for {@link #flowTime}, and a velocity on the path for
 * one that is smaller by the factor {@link #length}.
 *
 * @param from flow times at which pairs begin
 * @param to flow times at which they end, later
 */
public record Legs(double[] from, double[] to) {
    /** The flow time at which pair {@code k} is at {@code t} of its path. */
    public double flowTime(int k, double t) {
        return from[k] + t * (to[k] - from[k]);
    }

    /** Flow time that pair {@code k} takes. */
    public double length(int k) {
        return to[k] - from[k];
    }
}
