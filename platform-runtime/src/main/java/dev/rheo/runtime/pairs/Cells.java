package dev.rheo.runtime.pairs;

import dev.rheo.api.time.TimestepSampler;

/**
 * A law with a density on a path of discrete time. Each grid time stands for the cell of times that are nearer to it than to
 * any other; the first and the last cell reach out as far as in. [0, 1], on which the law lives, is stretched evenly to
 * all cells together, so that on a grid of even steps the uniform law gives each of K times exactly 1/K, whether the grid
 * begins at 0, ends at 1, or both.
 */
final class Cells {
    private Cells() {}

    static TrainingTimes of(TimestepSampler sampler, double[] grid) {
        int k = grid.length;
        double[] places = new double[k];
        double[] masses = new double[k];
        double edge = 0;
        double before = sampler.cumulative(0);
        for (int i = 0; i < k; i++) {
            double next = i == k - 1 ? 1 : edge(grid, i);
            double after = sampler.cumulative(next);
            places[i] = (edge + next) / 2;
            masses[i] = after - before;
            edge = next;
            before = after;
        }
        return new Atoms(sampler, grid, places, masses);
    }

    /** The upper edge of cell {@code i}, as a fraction of the way from the first edge to the last. */
    private static double edge(double[] grid, int i) {
        int k = grid.length;
        double first = grid[0] - (grid[1] - grid[0]) / 2;
        double last = grid[k - 1] + (grid[k - 1] - grid[k - 2]) / 2;
        return ((grid[i] + grid[i + 1]) / 2 - first) / (last - first);
    }
}
