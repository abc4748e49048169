package dev.rheo.plugins.autoencoders;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix in float64: reflections to three diagonals, then rotations that make the
 * outer two vanish (Golub and Van Loan 2013, 8.3.1 and 8.3.3). Deterministic.
 */
final class SymmetricEigen {
    private static final int MOST_ROTATIONS = 60;

    private final int n;
    private final double[] diagonal;
    private final double[] beside;
    private final double[][] vectors;

    /** @param matrix n x n; overwritten */
    SymmetricEigen(double[][] matrix) {
        n = matrix.length;
        diagonal = new double[n];
        beside = new double[n];
        vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        reflect(matrix);
        for (int i = 0; i < n; i++) {
            diagonal[i] = matrix[i][i];
            beside[i] = i + 1 < n ? matrix[i + 1][i] : 0;
        }
        for (int low = 0; low < n; low++) {
            settle(low);
        }
    }

    double value(int k) {
        return diagonal[k];
    }

    /** Of unit length; owned by this object. */
    double[] vector(int k) {
        return vectors[k];
    }

    /** Rows of {@code vectors} become Qᵀ with A = Q T Qᵀ. */
    private void reflect(double[][] a) {
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k + 2 < n; k++) {
            double norm = 0;
            for (int i = k + 1; i < n; i++) {
                norm += a[i][k] * a[i][k];
            }
            norm = Math.sqrt(norm);
            if (norm == 0) {
                continue;
            }
            double alpha = a[k + 1][k] > 0 ? -norm : norm;
            double length = 0;
            for (int i = k + 1; i < n; i++) {
                v[i] = a[i][k] - (i == k + 1 ? alpha : 0);
                length += v[i] * v[i];
            }
            reflectBothSides(a, v, p, k, 2 / length);
            reflectVectors(v, k, 2 / length);
        }
    }

    /** A − v wᵀ − w vᵀ with w = βp − (β²/2)(pᵀv) v and p = A v, on rows and columns from k on. */
    private void reflectBothSides(double[][] a, double[] v, double[] p, int k, double beta) {
        double dot = 0;
        for (int i = k; i < n; i++) {
            double sum = 0;
            for (int j = k + 1; j < n; j++) {
                sum += a[i][j] * v[j];
            }
            p[i] = beta * sum;
            dot += i > k ? p[i] * v[i] : 0;
        }
        for (int i = k + 1; i < n; i++) {
            p[i] -= beta / 2 * dot * v[i];
        }
        for (int i = k + 1; i < n; i++) {
            for (int j = k + 1; j < n; j++) {
                a[i][j] -= v[i] * p[j] + p[i] * v[j];
            }
        }
        for (int i = k + 1; i < n; i++) {
            a[i][k] -= v[i] * p[k];
            a[k][i] = a[i][k];
        }
    }

    private void reflectVectors(double[] v, int k, double beta) {
        double[] sum = new double[n];
        for (int i = k + 1; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum[j] += v[i] * vectors[i][j];
            }
        }
        for (int i = k + 1; i < n; i++) {
            for (int j = 0; j < n; j++) {
                vectors[i][j] -= beta * v[i] * sum[j];
            }
        }
    }

    /** Implicit shifted QR steps until the entry beside {@code low} has vanished. */
    private void settle(int low) {
        for (int round = 0; round < MOST_ROTATIONS * n; round++) {
            int high = low;
            while (high + 1 < n && !negligible(high)) {
                high++;
            }
            if (high == low) {
                return;
            }
            sweep(low, high);
        }
        throw new IllegalStateException("eigenvalues were not found in " + MOST_ROTATIONS * n + " sweeps");
    }

    private boolean negligible(int i) {
        return Math.abs(beside[i]) <= Math.ulp(Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]));
    }

    /** One sweep from the bottom up, with Wilkinson's shift of the top. */
    private void sweep(int low, int high) {
        double half = (diagonal[low + 1] - diagonal[low]) / 2;
        double e = beside[low];
        double root = Math.hypot(half, e);
        double shift = diagonal[low] - e * e / (half + (half < 0 ? -root : root));
        double x = diagonal[high] - shift;
        double z = beside[high - 1];
        for (int k = high - 1; k >= low; k--) {
            double r = Math.hypot(x, z);
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : z / r;
            if (k + 1 < high) {
                beside[k + 1] = r;
            }
            rotate(k, c, s);
            if (k > low) {
                x = beside[k];
                z = s * beside[k - 1];
                beside[k - 1] *= c;
            }
        }
    }

    /** The rotation of the plane (k + 1, k) from both sides, on the two rows' own block. */
    private void rotate(int k, double c, double s) {
        double below = diagonal[k + 1];
        double above = diagonal[k];
        double e = beside[k];
        diagonal[k + 1] = c * c * below + 2 * c * s * e + s * s * above;
        diagonal[k] = s * s * below - 2 * c * s * e + c * c * above;
        beside[k] = c * s * (above - below) + (c * c - s * s) * e;
        double[] first = vectors[k + 1];
        double[] second = vectors[k];
        for (int j = 0; j < n; j++) {
            double f = first[j];
            double g = second[j];
            first[j] = c * f + s * g;
            second[j] = c * g - s * f;
        }
    }
}
