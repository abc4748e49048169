package dev.rheo.plugins.couplings;

import java.util.random.RandomGenerator;

/**
 * A plan rounded to exact uniform marginals (Altschuler, Weed and Rigollet 2017, algorithm 2): columns with too much mass
 * are scaled down, and what rows and columns then lack is filled in by the product of the two, kept as its factors. A view of
 * the kernel it was made from, whose masses it changes.
 */
final class EntropicPlan {
    private final SparseKernel kernel;
    private final double[] rowLack;
    private final double[] columnLack;
    private final double lack;

    EntropicPlan(SparseKernel kernel) {
        this.kernel = kernel;
        int n = kernel.rows();
        int m = kernel.columns();
        double[] columnSum = new double[m];
        rowLack = new double[n];
        columnLack = new double[m];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = kernel.rowStart()[i]; k < kernel.rowStart()[i + 1]; k++) {
                int j = kernel.column()[k];
                kernel.mass()[k] *= Math.min(1, 1 / (m * kernel.columnSum()[j]));
                sum += kernel.mass()[k];
                columnSum[j] += kernel.mass()[k];
            }
            rowLack[i] = Math.max(0, 1.0 / n - sum);
        }
        double total = 0;
        for (int j = 0; j < m; j++) {
            columnLack[j] = Math.max(0, 1.0 / m - columnSum[j]);
            total += columnLack[j];
        }
        lack = total;
    }

    /** The column of a row, drawn from the plan's conditional distribution of that row. */
    int draw(int row, RandomGenerator random) {
        double left = random.nextDouble() / kernel.rows();
        int last = 0;
        for (int k = kernel.rowStart()[row]; k < kernel.rowStart()[row + 1]; k++) {
            last = kernel.column()[k];
            left -= kernel.mass()[k];
            if (left < 0) {
                return last;
            }
        }
        if (rowLack[row] == 0 || lack == 0) {
            return last;
        }
        double beyond = left / rowLack[row] * lack;
        for (int j = 0; j < columnLack.length; j++) {
            beyond -= columnLack[j];
            if (beyond < 0) {
                return j;
            }
        }
        return last;
    }

    /** The mass of every pair, row-major, as a new array. */
    double[] masses() {
        int m = kernel.columns();
        double[] masses = new double[kernel.rows() * m];
        for (int i = 0; i < kernel.rows(); i++) {
            for (int j = 0; j < m && lack > 0; j++) {
                masses[i * m + j] = rowLack[i] * columnLack[j] / lack;
            }
            for (int k = kernel.rowStart()[i]; k < kernel.rowStart()[i + 1]; k++) {
                masses[i * m + kernel.column()[k]] += kernel.mass()[k];
            }
        }
        return masses;
    }
}
