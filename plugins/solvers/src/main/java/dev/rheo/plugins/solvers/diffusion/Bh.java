package dev.rheo.plugins.solvers.diffusion;

/**
 * The weights B(h) ρ of UniPC in data prediction, in which h stands for −(λ' − λ): Σ_m ρ_m r_m^(j−1) B(h) = j! h φ_{j+1}(h)
 * for j = 1, 2 …, with φ_k(h) = Σ_i h^i/(i + k)! (Zhao et al. 2023, theorem 3.1 and eq. 12). Solving for B ρ makes B
 * cancel, except for a single node, whose ρ is set to 1/2.
 */
final class Bh {
    private static final int TERMS = 20;

    private Bh() {}

    /**
     * @param step λ' − λ, finite
     * @param r where the nodes lie, in units of the step from its beginning; different from each other and from 0
     */
    static double[] weights(UniPc.Variant variant, double step, double[] r) {
        double h = -step;
        if (r.length == 1) {
            return new double[] {(variant == UniPc.Variant.BH1 ? h : Math.expm1(h)) / 2};
        }
        int q = r.length;
        double[][] rows = new double[q][q + 1];
        double factorial = 1;
        for (int j = 0; j < q; j++) {
            factorial *= j + 1;
            for (int m = 0; m < q; m++) {
                rows[j][m] = Math.pow(r[m], j);
            }
            rows[j][q] = factorial * h * phi(j + 2, h);
        }
        return solved(rows);
    }

    /** φ_k(h), by its series where the recursion φ_{k+1} = (φ_k − 1/k!)/h would cancel. */
    static double phi(int k, double h) {
        if (Math.abs(h) < 1) {
            double term = 1;
            for (int i = 1; i <= k; i++) {
                term /= i;
            }
            double sum = 0;
            for (int i = 0; i < TERMS; i++) {
                sum += term;
                term *= h / (i + k + 1);
            }
            return sum;
        }
        double phi = Math.expm1(h) / h;
        double factorial = 1;
        for (int i = 1; i < k; i++) {
            factorial *= i;
            phi = (phi - 1 / factorial) / h;
        }
        return phi;
    }

    /** Gaussian elimination of the rows [A | b], with pivots. */
    private static double[] solved(double[][] rows) {
        int q = rows.length;
        for (int column = 0; column < q; column++) {
            int pivot = column;
            for (int i = column + 1; i < q; i++) {
                pivot = Math.abs(rows[i][column]) > Math.abs(rows[pivot][column]) ? i : pivot;
            }
            double[] top = rows[pivot];
            rows[pivot] = rows[column];
            rows[column] = top;
            for (int i = 0; i < q; i++) {
                double factor = i == column ? 0 : rows[i][column] / top[column];
                for (int k = column; k <= q; k++) {
                    rows[i][k] -= factor * top[k];
                }
            }
        }
        double[] solution = new double[q];
        for (int i = 0; i < q; i++) {
            solution[i] = rows[i][q] / rows[i][i];
        }
        return solution;
    }
}
