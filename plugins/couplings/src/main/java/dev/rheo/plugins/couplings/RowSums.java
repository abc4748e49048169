package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * Weighted sums of rows, that is products with a matrix, in loops that the compiler turns into vector instructions. Sums of a
 * few rows are in float32, those of all rows in float64, so that the relative error stays near 1e-7 for any number of rows. The
 * order is fixed. Confined to one call at a time.
 */
final class RowSums {
    private static final int ROWS_PER_PART = 64;

    private final float[] part;

    /** @param length of the rows */
    RowSums(int length) {
        part = new float[length];
    }

    /** out = Σᵢ weightsᵢ rowsᵢ. */
    void weighted(float[][] rows, double[] weights, double[] out) {
        Arrays.fill(out, 0);
        for (int from = 0; from < rows.length; from += ROWS_PER_PART) {
            int to = Math.min(rows.length, from + ROWS_PER_PART);
            Arrays.fill(part, 0);
            int i = from;
            for (; i + 1 < to; i += 2) {
                add(rows[i], (float) weights[i], rows[i + 1], (float) weights[i + 1], part);
            }
            if (i < to) {
                add(rows[i], (float) weights[i], rows[i], 0, part);
            }
            addPart(out);
        }
    }

    /** out = Σᵢ weightsᵢ rowsᵢ², entry by entry. */
    void weightedSquares(float[][] rows, double[] weights, double[] out) {
        Arrays.fill(part, 0);
        for (int i = 0; i < rows.length; i++) {
            addSquares(rows[i], (float) weights[i], part);
        }
        Arrays.fill(out, 0);
        addPart(out);
    }

    private static void add(float[] first, float a, float[] second, float b, float[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] += first[j] * a + second[j] * b;
        }
    }

    private static void addSquares(float[] row, float a, float[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] += row[j] * row[j] * a;
        }
    }

    private void addPart(double[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] += part[j];
        }
    }
}
