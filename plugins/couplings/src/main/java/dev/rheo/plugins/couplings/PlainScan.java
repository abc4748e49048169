package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * Without anything special. The two columns that were best for a row the last time bound its second best from above, so that hardly any
 * other column passes the first comparison.
 */
final class PlainScan extends RowScan {
    private int[] favourite = new int[0];
    private int[] alternative = new int[0];

    @Override
    void begin(int n) {
        if (favourite.length != n) {
            favourite = new int[n];
            alternative = new int[n];
        }
        Arrays.fill(favourite, 0);
        Arrays.fill(alternative, 1);
    }

    @Override
    void choose(int[] c, int[] v, int row, int n) {
        int base = row * n;
        int j1 = favourite[row];
        int j2 = alternative[row];
        int limit = Math.max(c[base + j1] - v[j1], c[base + j2] - v[j2]);
        int u1 = Integer.MAX_VALUE;
        int u2 = Integer.MAX_VALUE;
        for (int j = 0; j < n; j++) {
            int reduced = c[base + j] - v[j];
            if (reduced <= limit) {
                if (reduced < u1) {
                    u2 = u1;
                    j2 = j1;
                    u1 = reduced;
                    j1 = j;
                } else if (reduced < u2) {
                    u2 = reduced;
                    j2 = j;
                }
                limit = Math.min(limit, u2);
            }
        }
        favourite[row] = j1;
        alternative[row] = j2;
        best = j1;
        gap = u2 - u1;
    }

    @Override
    void twoSmallest(double[] c, double[] v, int row, int n) {
        int base = row * n;
        if (n == 1) {
            first = c[base] - v[0];
            second = Double.POSITIVE_INFINITY;
            firstColumn = 0;
            secondColumn = 0;
            return;
        }
        int j1 = favourite[row];
        int j2 = alternative[row];
        double limit = Math.max(c[base + j1] - v[j1], c[base + j2] - v[j2]);
        double u1 = Double.POSITIVE_INFINITY;
        double u2 = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            double reduced = c[base + j] - v[j];
            if (reduced <= limit) {
                if (reduced < u1) {
                    u2 = u1;
                    j2 = j1;
                    u1 = reduced;
                    j1 = j;
                } else if (reduced < u2) {
                    u2 = reduced;
                    j2 = j;
                }
                limit = Math.min(limit, u2);
            }
        }
        favourite[row] = j1;
        alternative[row] = j2;
        first = u1;
        second = u2;
        firstColumn = j1;
        secondColumn = j2;
    }
}
