package dev.rheo.runtime.sample;

import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import java.util.Arrays;
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
        return new Route(span.from(), span.to(), steps -> times(path, grid, steps));
    }

    /** From the data's end of a path to the source's, over the same times. */
    public static Route backward(ProbabilityPath path, TimeGrid grid) {
        Interval span = path.domain();
        return new Route(span.to(), span.from(), steps -> turned(times(path, grid, steps)));
    }

    /**
     * The times of a grid on a path, ascending; on a path of discrete time moved to its grid points, of which none is taken
     * twice.
     *
     * @throws IllegalArgumentException if the grid has no such times
     */
    public static double[] times(ProbabilityPath path, TimeGrid grid, int steps) {
        Interval span = path.domain();
        double[] allowed = path.gridTimes();
        if (allowed.length > 0 && steps > allowed.length) {
            throw new IllegalArgumentException(
                    "the path has " + allowed.length + " times, too few for " + steps + " steps");
        }
        double[] times = grid.times(path, span, steps);
        check(times, span, steps);
        return allowed.length == 0 ? times : snapped(times, allowed);
    }

    private static void check(double[] times, Interval span, int steps) {
        boolean ascending = times.length == steps + 1;
        for (int i = 1; ascending && i < times.length; i++) {
            ascending = times[i] > times[i - 1];
        }
        if (!ascending || times[0] != span.from() || times[steps] != span.to()) {
            throw new IllegalArgumentException("the time grid gives " + Arrays.toString(times) + " for " + steps
                    + " steps, which do not ascend from " + span.from() + " to " + span.to());
        }
    }

    private static double[] snapped(double[] times, double[] allowed) {
        double[] moved = times.clone();
        for (int i = 1; i < moved.length - 1; i++) {
            moved[i] = nearest(allowed, moved[i]);
        }
        return Arrays.stream(moved).sorted().distinct().toArray();
    }

    private static double nearest(double[] allowed, double t) {
        int index = Arrays.binarySearch(allowed, t);
        if (index >= 0) {
            return t;
        }
        int above = Math.min(-index - 1, allowed.length - 1);
        int below = Math.max(above - 1, 0);
        return t - allowed[below] <= allowed[above] - t ? allowed[below] : allowed[above];
    }

    private static double[] turned(double[] ascending) {
        double[] descending = new double[ascending.length];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = ascending[ascending.length - 1 - i];
        }
        return descending;
    }
}
