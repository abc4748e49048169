package dev.rheo.plugins.metrics;

import java.util.function.DoubleUnaryOperator;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's cyclic rotations (Golub and Van Loan 2013, sec. 8.5).
 *
 * @param values unordered
 * @param vectors {@code vectors[k]} belongs to {@code values[k]}, orthonormal
 */
record Symmetric(double[] values, double[][] vectors) {
    private static final int MOST_SWEEPS = 60;
    private static final double TOLERANCE = 1e-22;

    /** @param matrix symmetric; not changed */
    static Symmetric of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > TOLERANCE * square(a); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        return new Symmetric(values, v);
    }

    /** The matrix with {@code f} of the eigenvalues in their place. */
    double[][] apply(DoubleUnaryOperator f) {
        int n = values.length;
        double[][] result = new double[n][n];
        for (int k = 0; k < n; k++) {
            double value = f.applyAsDouble(values[k]);
            for (int i = 0; i < n; i++) {
                double scaled = value * vectors[k][i];
                for (int j = 0; j < n; j++) {
                    result[i][j] += scaled * vectors[k][j];
                }
            }
        }
        return result;
    }

    /** Makes a[p][q] zero; rows of v turn with it. */
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        turn(a[p], a[q], c, s);
        turn(v[p], v[q], c, s);
        for (double[] row : a) {
            double x = row[p];
            double y = row[q];
            row[p] = c * x - s * y;
            row[q] = s * x + c * y;
        }
    }

    private static void turn(double[] p, double[] q, double c, double s) {
        for (int i = 0; i < p.length; i++) {
            double x = p[i];
            double y = q[i];
            p[i] = c * x - s * y;
            q[i] = s * x + c * y;
        }
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += 2 * a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private static double square(double[][] a) {
        double sum = 0;
        for (double[] row : a) {
            for (double value : row) {
                sum += value * value;
            }
        }
        return sum;
    }
}
