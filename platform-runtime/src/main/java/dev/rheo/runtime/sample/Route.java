package dev.rheo.runtime.sample;

import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.time.GridTimes;
import java.util.function.IntFunction;

/**
 * Where a solve begins, where it ends, and where the steps of a solver with fixed steps lie between.
 *
 * @param from flow time of the start
 * @param to flow time of the end, below {@code from} on the way from data to source
 * @param grid the times of so many steps, from start to end
 */
public record Route(double from, double to, IntFunction<double[]> grid) {
    /** From the source's end of a path to the data's. */
    public static Route forward(ProbabilityPath path, TimeGrid grid) {
        Interval span = path.domain();
        return new Route(span.from(), span.to(), steps -> GridTimes.on(path, grid, steps));
    }

    /** From the data's end of a path to the source's, over the same times. */
    public static Route backward(ProbabilityPath path, TimeGrid grid) {
        Interval span = path.domain();
        return new Route(span.to(), span.from(), steps -> turned(GridTimes.on(path, grid, steps)));
    }

    private static double[] turned(double[] ascending) {
        double[] descending = new double[ascending.length];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = ascending[ascending.length - 1 - i];
        }
        return descending;
    }
}
