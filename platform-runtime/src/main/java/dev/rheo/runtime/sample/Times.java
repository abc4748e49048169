package dev.rheo.runtime.sample;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The times at which a solve is to be seen. */
final class Times {
    private Times() {}

    /** The indices of {@code requested} in the order in which a solve in this direction comes by them. */
    static int[] order(double[] requested, double direction) {
        return IntStream.range(0, requested.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> direction * requested[i]))
                .mapToInt(i -> i)
                .toArray();
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
