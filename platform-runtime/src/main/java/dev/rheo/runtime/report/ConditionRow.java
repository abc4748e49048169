package dev.rheo.runtime.report;

import java.util.Arrays;

/**
 * A continuous condition among the training rows, in the data's units.
 *
 * @param quantiles the lowest number, that with a quarter of the rows below it, the median, that with a quarter above it, and the
 *     highest
 */
public record ConditionRow(String name, double[] quantiles) {
    private static final double[] PARTS = {0, 0.25, 0.5, 0.75, 1};

    /** @param values of all rows, at least one */
    public static ConditionRow of(String name, float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] quantiles = new double[PARTS.length];
        for (int i = 0; i < PARTS.length; i++) {
            quantiles[i] = sorted[(int) Math.rint(PARTS[i] * (sorted.length - 1))];
        }
        return new ConditionRow(name, quantiles);
    }
}
