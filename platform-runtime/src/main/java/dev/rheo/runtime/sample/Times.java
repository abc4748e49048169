package dev.rheo.runtime.sample;

import java.util.Arrays;

/** The times that a solve has to hit, in the order in which it comes by them. */
final class Times {
    private Times() {}

    /** Start, every requested time inside, end; descending where the start is later than the end. */
    static double[] stops(double from, double to, double[] requested) {
        double sign = Math.signum(to - from);
        double[] inside = Arrays.stream(requested)
                .map(t -> sign * t)
                .filter(t -> t > sign * from && t < sign * to)
                .sorted()
                .distinct()
                .map(t -> sign * t)
                .toArray();
        double[] times = new double[inside.length + 2];
        times[0] = from;
        System.arraycopy(inside, 0, times, 1, inside.length);
        times[times.length - 1] = to;
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
