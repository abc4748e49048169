package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * Holds the plan as diag(u) K diag(v) with all entries of K and of its transpose in float32, so that a step changes u and v alone,
 * and consists of {@link RowSums}. What is smaller than e^−60 of its row's largest counts as that. Column sums are good to
 * about 1e-7 of the mass: {@link SparseKernel} has the last word.
 */
final class DenseKernel extends EntropicKernel {
    /** The smallest L1 error of the marginals that can be told from rounding. */
    static final double FINEST_ERROR = 3e-7;

    /** How far in λ a column may be from the nearest row that prefers it: beyond, its entries would vanish from K. */
    private static final double FARTHEST = 10;

    private static final int TILE = 16;
    private static final int SAMPLE = 8;
    private static final double COUNTED = 1e-12;

    private float[][] entries = new float[0][];
    private float[][] transposed = new float[0][];
    private RowSums alongRows = new RowSums(0);
    private RowSums alongColumns = new RowSums(0);
    private double[] u = new double[0];
    private double[] v = new double[0];
    private double[] ofRows = new double[0];
    private double[] ofColumns = new double[0];
    private double[] costs = new double[0];
    private double[] peak = new double[0];
    private double density;

    @Override
    void resize(int rows, int columns) {
        entries = new float[rows][columns];
        transposed = new float[columns][rows];
        alongRows = new RowSums(columns);
        alongColumns = new RowSums(rows);
        u = new double[rows];
        v = new double[columns];
        ofRows = new double[rows];
        ofColumns = new double[columns];
        costs = new double[columns];
        peak = new double[rows];
    }

    @Override
    void fill(CostMatrix cost) {
        raise(cost);
        double perLambda = 1 / lambda();
        int m = columns();
        int counted = 0;
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(cost.values(), i * m, costs, 0, m);
            CostRow.exponents(g(), costs, peak[i], perLambda, ofColumns);
            Exponentials.replace(ofColumns, m);
            round(ofColumns, entries[i]);
            counted += i % SAMPLE == 0 ? above(ofColumns) : 0;
        }
        density = (double) counted / m / ((rows() + SAMPLE - 1) / SAMPLE);
        transpose();
        normalise(perLambda);
    }

    private void normalise(double perLambda) {
        Arrays.fill(v, 1);
        alongColumns.weighted(transposed, v, u);
        for (int i = 0; i < rows(); i++) {
            double sum = u[i];
            rowMass()[i] = rowMass(peak[i] * perLambda, sum);
            u[i] = rowMass()[i] / sum;
        }
        alongRows.weighted(entries, u, columnSum());
    }

    /** Sets each row's largest g − C, and raises columns that no row prefers, which changes no row's largest. */
    private void raise(CostMatrix cost) {
        int m = columns();
        Arrays.fill(ofColumns, Double.POSITIVE_INFINITY);
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(cost.values(), i * m, costs, 0, m);
            peak[i] = CostRow.largest(g(), costs);
            CostRow.leastSums(costs, peak[i], ofColumns);
        }
        for (int j = 0; j < m; j++) {
            g()[j] = Math.max(g()[j], ofColumns[j] - FARTHEST * lambda());
        }
    }

    private static void round(double[] exact, float[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] = (float) exact[j];
        }
    }

    private static int above(double[] x) {
        int count = 0;
        for (double value : x) {
            count += value > COUNTED ? 1 : 0;
        }
        return count;
    }

    private void transpose() {
        int n = rows();
        int m = columns();
        for (int top = 0; top < n; top += TILE) {
            int bottom = Math.min(n, top + TILE);
            for (int left = 0; left < m; left += TILE) {
                int right = Math.min(m, left + TILE);
                for (int i = top; i < bottom; i++) {
                    float[] row = entries[i];
                    for (int j = left; j < right; j++) {
                        transposed[j][i] = row[j];
                    }
                }
            }
        }
    }

    /** The part of entries that are not negligible beside their row's largest, from a sample of rows. */
    double density() {
        return density;
    }

    @Override
    void timesColumns(double[] x, double[] out) {
        multiply(x, v, ofColumns);
        alongColumns.weighted(transposed, ofColumns, out);
        multiply(out, u, out);
    }

    @Override
    void timesRows(double[] y, double[] out) {
        multiply(y, u, ofRows);
        alongRows.weighted(entries, ofRows, out);
        multiply(out, v, out);
    }

    @Override
    void squaresTimesRows(double[] y, double[] out) {
        multiply(y, u, ofRows);
        multiply(ofRows, u, ofRows);
        alongRows.weightedSquares(entries, ofRows, out);
        multiply(out, v, out);
        multiply(out, v, out);
    }

    private static void multiply(double[] x, double[] by, double[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] = x[j] * by[j];
        }
    }

    @Override
    void scaleMasses(double[] byRow, double[] byColumn) {
        multiply(u, byRow, u);
        multiply(v, byColumn, v);
    }

    @Override
    void scaleMasses(double factor) {
        for (int i = 0; i < u.length; i++) {
            u[i] *= factor;
        }
    }
}
