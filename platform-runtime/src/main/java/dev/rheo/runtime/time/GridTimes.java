package dev.rheo.runtime.time;

import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import java.util.Arrays;

/** The times at which a solver with fixed steps stops. */
public final class GridTimes {
    private GridTimes() {}

    /**
     * The times of a grid on a path, ascending; on a path of discrete time moved to its grid points, of which none is taken
     * twice.
     *
     * @throws IllegalArgumentException if the grid has no such times
     */
    public static double[] on(ProbabilityPath path, TimeGrid grid, int steps) {
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
}
