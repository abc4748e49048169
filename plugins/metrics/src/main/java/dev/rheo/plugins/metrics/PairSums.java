package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import java.util.function.DoubleUnaryOperator;

/** Sums of a function of the squared distance over all pairs, a block of rows at a time. */
final class PairSums {
    private static final int BLOCK_NUMBERS = 1 << 18;

    private PairSums() {}

    /** Σ_ij f(|x_i − y_j|²), pairs of equal index included. */
    static double sum(Points x, Points y, DoubleUnaryOperator f) {
        int block = Math.max(1, BLOCK_NUMBERS / y.count());
        double[] squared = new double[Math.min(block, x.count()) * y.count()];
        double total = 0;
        for (int from = 0; from < x.count(); from += block) {
            int length = Math.min(block, x.count() - from);
            x.slice(from, length).squaredDistances(y, squared);
            double sum = 0;
            for (int i = 0; i < length * y.count(); i++) {
                sum += f.applyAsDouble(squared[i]);
            }
            total += sum;
        }
        return total;
    }

    /** For each x_i the squared distance to the nearest y_j. */
    static double[] nearest(Points x, Points y) {
        int block = Math.max(1, BLOCK_NUMBERS / y.count());
        double[] squared = new double[Math.min(block, x.count()) * y.count()];
        double[] nearest = new double[x.count()];
        for (int from = 0; from < x.count(); from += block) {
            int length = Math.min(block, x.count() - from);
            x.slice(from, length).squaredDistances(y, squared);
            for (int i = 0; i < length; i++) {
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < y.count(); j++) {
                    least = Math.min(least, squared[i * y.count() + j]);
                }
                nearest[from + i] = least;
            }
        }
        return nearest;
    }
}
