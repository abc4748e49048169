package dev.rheo.runtime.data;

import dev.rheo.api.data.Preparation.Standardise;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What is found by reading the training rows of a store from beginning to end, in the order of the store: their scaling, their
 * smallest and largest value, and that all of their numbers are finite.
 */
record RowScan(Scaling scaling, double low, double high) {
    /** @throws dev.rheo.api.data.DataException if a number is not finite */
    static RowScan of(StoredRows rows, Standardise standardise) {
        return new Pass(rows, standardise == Standardise.PER_FEATURE).scan(standardise);
    }

    /** Sums are kept for each feature, or for all numbers as one. */
    private static final class Pass {
        private final StoredRows rows;
        private final BitSet training;
        private final float[] row;
        private final double[] sums;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        Pass(StoredRows rows, boolean perFeature) {
            this.rows = rows;
            this.training = StoredData.set(rows.numbers());
            this.row = new float[rows.header().shape().size()];
            this.sums = new double[perFeature ? row.length : 1];
        }

        RowScan scan(Standardise standardise) {
            each(this::first);
            Scaling scaling =
                    switch (standardise) {
                        case NONE -> Scaling.identity(row.length);
                        case RANGE -> Scaling.range(row.length, low, high);
                        case GLOBAL, PER_FEATURE -> moments();
                    };
            return new RowScan(scaling, low, high);
        }

        private void first(int number) {
            PreparedData.checkNumbers(row, number);
            for (int k = 0; k < row.length; k++) {
                low = Math.min(low, row[k]);
                high = Math.max(high, row[k]);
                sums[k % sums.length] += row[k];
            }
        }

        private Scaling moments() {
            double n = (double) rows.numbers().length * row.length / sums.length;
            double[] mean = Arrays.stream(sums).map(sum -> sum / n).toArray();
            double[] squares = new double[sums.length];
            each(number -> {
                for (int k = 0; k < row.length; k++) {
                    double away = row[k] - mean[k % mean.length];
                    squares[k % squares.length] += away * away;
                }
            });
            double[] shift = new double[row.length];
            double[] scale = new double[row.length];
            for (int k = 0; k < row.length; k++) {
                int at = k % mean.length;
                shift[k] = mean[at];
                scale[k] = Scaling.deviation(Math.sqrt(squares[at] / n), mean[at]);
            }
            return new Scaling(shift, scale);
        }

        private void each(java.util.function.IntConsumer use) {
            for (int number = training.nextSetBit(0); number >= 0; number = training.nextSetBit(number + 1)) {
                rows.read(number, row, 0);
                use.accept(number);
            }
        }
    }
}
