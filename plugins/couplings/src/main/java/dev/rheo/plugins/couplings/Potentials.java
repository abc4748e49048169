package dev.rheo.plugins.couplings;

/**
 * Judges a permutation without knowing how it was found: a permutation is optimal exactly if exchanging pairs along no
 * cycle saves anything, that is, if shortest paths from column to column (Bellman and Ford) exist. They are potentials.
 */
final class Potentials {
    private Potentials() {}

    /** Σ over rows of C − u − v at its pair, zero up to rounding if and only if the permutation is optimal. */
    static double slack(CostMatrix cost, int[] columnOf) {
        int n = cost.rows();
        double[] v = new double[n];
        boolean moved = true;
        for (int round = 0; round <= n && moved; round++) {
            moved = false;
            for (int i = 0; i < n; i++) {
                moved |= relax(cost, i, columnOf[i], v);
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double own = cost.values()[i * n + columnOf[i]] - v[columnOf[i]];
            double least = own;
            for (int j = 0; j < n; j++) {
                least = Math.min(least, cost.values()[i * n + j] - v[j]);
            }
            sum += own - least;
        }
        return sum;
    }

    /** Raises v of a row's own column until no other column is better for that row. */
    private static boolean relax(CostMatrix cost, int row, int column, double[] v) {
        int n = cost.rows();
        double bound = v[column];
        // C(i, own) - v(own) <= C(i, j) - v(j) has to hold, hence v(own) >= C(i, own) - C(i, j) + v(j).
        for (int j = 0; j < n; j++) {
            bound = Math.max(bound, cost.values()[row * n + column] - cost.values()[row * n + j] + v[j]);
        }
        boolean moved = bound > v[column];
        v[column] = bound;
        return moved;
    }
}
