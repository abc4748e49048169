package dev.rheo.runtime.sample;

import dev.rheo.api.time.Interval;
import java.util.Arrays;

/** The times that a solve has to hit: ascending, from start to end. */
final class TimeGrid {
    private TimeGrid() {}

    /** {@code steps} equal steps. */
    static double[] uniform(Interval interval, int steps) {
        double[] times = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            times[i] = interval.from() + interval.length() * i / steps;
        }
        times[steps] = interval.to();
        return times;
    }

    /** Start, every requested time inside, end. */
    static double[] stops(Interval interval, double[] requested) {
        double[] inside = Arrays.stream(requested)
                .filter(t -> t > interval.from() && t < interval.to())
                .sorted()
                .distinct()
                .toArray();
        double[] times = new double[inside.length + 2];
        times[0] = interval.from();
        System.arraycopy(inside, 0, times, 1, inside.length);
        times[times.length - 1] = interval.to();
        return times;
    }

    /** For each requested time the index of the nearest grid point. */
    static int[] nearest(double[] grid, double[] requested) {
        int[] index = new int[requested.length];
        for (int i = 0; i < requested.length; i++) {
            for (int k = 1; k < grid.length; k++) {
                if (Math.abs(grid[k] - requested[i]) < Math.abs(grid[index[i]] - requested[i])) {
                    index[i] = k;
                }
            }
        }
        return index;
    }
}
