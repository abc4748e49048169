package dev.rheo.testkit.oracle;

import java.util.function.DoubleUnaryOperator;

/** Linear algebra on small dense matrices given as rows; results are new arrays. */
final class Matrices {
    private static final int JACOBI_SWEEPS = 30;

    private Matrices() {}

    static double[][] identity(int n) {
        double[][] one = new double[n][n];
        for (int i = 0; i < n; i++) {
            one[i][i] = 1;
        }
        return one;
    }

    /** α A + β B. */
    static double[][] combine(double alpha, double[][] a, double beta, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum[i].length; j++) {
                sum[i][j] = alpha * a[i][j] + beta * b[i][j];
            }
        }
        return sum;
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    static double[] product(double[][] a, double[] x) {
        double[] y = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            y[i] = dot(a[i], x);
        }
        return y;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** α x + β y. */
    static double[] combine(double alpha, double[] x, double beta, double[] y) {
        double[] sum = new double[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = alpha * x[i] + beta * y[i];
        }
        return sum;
    }

    static double trace(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][i];
        }
        return sum;
    }

    /** The lower triangular L with L Lᵀ = A, for positive semi-definite A. */
    static double[][] cholesky(double[][] a) {
        int n = a.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j) {
                    lower[i][i] = Math.sqrt(Math.max(0, rest));
                } else {
                    lower[i][j] = lower[j][j] == 0 ? 0 : rest / lower[j][j];
                }
            }
        }
        return lower;
    }

    /** A⁻¹ of a positive definite matrix. */
    static double[][] inverse(double[][] a) {
        return spectral(a, lambda -> 1 / lambda);
    }

    /** A^{1/2} of a positive semi-definite matrix. */
    static double[][] root(double[][] a) {
        return spectral(a, lambda -> Math.sqrt(Math.max(0, lambda)));
    }

    /** f applied to the eigenvalues of a symmetric matrix (cyclic Jacobi rotations). */
    static double[][] spectral(double[][] symmetric, DoubleUnaryOperator f) {
        int n = symmetric.length;
        double[][] a = combine(1, symmetric, 0, symmetric);
        double[][] v = identity(n);
        for (int sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        double[][] result = new double[n][n];
        for (int k = 0; k < n; k++) {
            double value = f.applyAsDouble(a[k][k]);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    result[i][j] += v[i][k] * value * v[j][k];
                }
            }
        }
        return result;
    }

    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        double cos = Math.cos(theta);
        double sin = Math.sin(theta);
        for (int k = 0; k < a.length; k++) {
            double akp = a[k][p];
            a[k][p] = cos * akp - sin * a[k][q];
            a[k][q] = sin * akp + cos * a[k][q];
            double vkp = v[k][p];
            v[k][p] = cos * vkp - sin * v[k][q];
            v[k][q] = sin * vkp + cos * v[k][q];
        }
        for (int k = 0; k < a.length; k++) {
            double apk = a[p][k];
            a[p][k] = cos * apk - sin * a[q][k];
            a[q][k] = sin * apk + cos * a[q][k];
        }
    }
}
