package dev.rheo.testkit.coupling;

import dev.rheo.api.random.Normal;

/** Pearson's test; a false alarm happens once in a million. */
final class ChiSquare {
    private static final double FALSE_ALARM = 1e-6;

    private ChiSquare() {}

    /** The value that chi-square stays below, by Wilson and Hilferty's approximation. */
    static double limit(int degreesOfFreedom) {
        double spread = 2.0 / (9 * degreesOfFreedom);
        double root = 1 - spread + Normal.quantile(1 - FALSE_ALARM) * Math.sqrt(spread);
        return degreesOfFreedom * root * root * root;
    }

    /** Σ (count − mean)² / mean. */
    static double ofUniform(double[] counts) {
        double mean = 0;
        for (double count : counts) {
            mean += count / counts.length;
        }
        double sum = 0;
        for (double count : counts) {
            sum += (count - mean) * (count - mean) / mean;
        }
        return sum;
    }

    /** Σ (a − b)² / (a + b) of two equally long series of counts of one distribution. */
    static double ofTwo(double[] first, double[] second) {
        double sum = 0;
        for (int k = 0; k < first.length; k++) {
            double both = first[k] + second[k];
            if (both > 0) {
                sum += (first[k] - second[k]) * (first[k] - second[k]) / both;
            }
        }
        return sum;
    }
}
