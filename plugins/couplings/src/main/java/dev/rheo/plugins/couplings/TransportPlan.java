package dev.rheo.plugins.couplings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A sparse plan: cell k has {@code mass[k]} at ({@code row[k]}, {@code column[k]}); cells are in the order of rows, then
 * columns. Masses are in units of their own; only their ratios matter to draws.
 */
record TransportPlan(int[] row, int[] column, double[] mass) {
    /** The first {@code count} cells, put in order. */
    static TransportPlan sorted(int[] row, int[] column, double[] mass, int count) {
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(k -> row[k]).thenComparingInt(k -> column[k]))
                .mapToInt(k -> k)
                .toArray();
        return new TransportPlan(
                Arrays.stream(order).map(k -> row[k]).toArray(),
                Arrays.stream(order).map(k -> column[k]).toArray(),
                Arrays.stream(order).mapToDouble(k -> mass[k]).toArray());
    }

    int size() {
        return row.length;
    }

    double total() {
        return Arrays.stream(mass).sum();
    }

    double cost(CostMatrix cost) {
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
            sum += mass[k] * cost.values()[row[k] * cost.columns() + column[k]];
        }
        return sum;
    }

    /** A cell of {@code from … to − 1}, drawn with probability proportional to its mass. */
    int draw(int from, int to, RandomGenerator random) {
        double all = 0;
        for (int k = from; k < to; k++) {
            all += mass[k];
        }
        double left = random.nextDouble() * all;
        int last = from;
        for (int k = from; k < to; k++) {
            if (mass[k] > 0) {
                last = k;
                left -= mass[k];
                if (left < 0) {
                    return k;
                }
            }
        }
        return last;
    }

    /** Where the cells of each row begin; the last entry is {@link #size}. */
    int[] rowStarts(int rows) {
        int[] start = new int[rows + 1];
        for (int k : row) {
            start[k + 1]++;
        }
        for (int i = 0; i < rows; i++) {
            start[i + 1] += start[i];
        }
        return start;
    }

    /** The same with rows and columns exchanged. */
    TransportPlan transposed() {
        return sorted(column, row, mass, size());
    }

    /** The cells of the first {@code rows} rows and {@code columns} columns. */
    TransportPlan within(int rows, int columns) {
        int[] kept = IntStream.range(0, size())
                .filter(k -> row[k] < rows && column[k] < columns)
                .toArray();
        return new TransportPlan(
                Arrays.stream(kept).map(k -> row[k]).toArray(),
                Arrays.stream(kept).map(k -> column[k]).toArray(),
                Arrays.stream(kept).mapToDouble(k -> mass[k]).toArray());
    }

    TransportPlan scaled(double factor) {
        return new TransportPlan(
                row, column, Arrays.stream(mass).map(m -> m * factor).toArray());
    }
}
