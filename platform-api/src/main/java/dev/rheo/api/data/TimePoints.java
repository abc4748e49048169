package dev.rheo.api.data;

import java.util.List;

/**
 * The flow times at which a data set of several marginals has rows, see {@link Rows#times}. A flow through them runs from the
 * source at 0 to the rows at 1 and meets every trained time point on its way: training takes pairs from the legs between
 * neighbouring ones.
 *
 * @param trained ascending, in (0, 1], the last one 1; empty for ordinary data, whose rows all belong to t = 1
 * @param leftOut ascending, inside (0, 1); rows there are kept from training, for metrics to ask how well the flow interpolates
 */
public record TimePoints(List<Double> trained, List<Double> leftOut) {
    /** Ordinary data. */
    public static final TimePoints NONE = new TimePoints(List.of(), List.of());

    public TimePoints {
        trained = List.copyOf(trained);
        leftOut = List.copyOf(leftOut);
    }

    public boolean none() {
        return trained.isEmpty();
    }
}
