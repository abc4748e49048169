package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;

/** Mean and covariance (divided by n − 1) of points. */
record Moments(double[] mean, double[][] covariance) {
    /** @param points two at least */
    static Moments of(Points points) {
        int d = points.dimension();
        int n = points.count();
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                mean[k] += points.at(i, k) / (double) n;
            }
        }
        double[][] covariance = new double[d][d];
        double[] centred = new double[d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                centred[k] = points.at(i, k) - mean[k];
            }
            for (int k = 0; k < d; k++) {
                double scaled = centred[k] / (n - 1);
                for (int j = 0; j <= k; j++) {
                    covariance[k][j] += scaled * centred[j];
                }
            }
        }
        for (int k = 0; k < d; k++) {
            for (int j = 0; j < k; j++) {
                covariance[j][k] = covariance[k][j];
            }
        }
        return new Moments(mean, covariance);
    }

    /**
     * |μ − μ'|² + tr(Σ + Σ' − 2 (Σ Σ')^½), the squared 2-Wasserstein distance of the Gaussians with these moments (Dowson and
     * Landau 1982). The trace of the root is that of (Σ^½ Σ' Σ^½)^½, which is symmetric.
     */
    double frechet(Moments other) {
        int d = mean.length;
        double shift = 0;
        double traces = 0;
        for (int k = 0; k < d; k++) {
            shift += (mean[k] - other.mean[k]) * (mean[k] - other.mean[k]);
            traces += covariance[k][k] + other.covariance[k][k];
        }
        double[][] root = Symmetric.of(covariance).apply(value -> Math.sqrt(Math.max(0, value)));
        double[][] between = product(product(root, other.covariance), root);
        double cross = 0;
        for (double value : Symmetric.of(symmetric(between)).values()) {
            cross += Math.sqrt(Math.max(0, value));
        }
        return Math.max(0, shift + traces - 2 * cross);
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double value = a[i][k];
                for (int j = 0; j < n; j++) {
                    product[i][j] += value * b[k][j];
                }
            }
        }
        return product;
    }

    /** Rid of what rounding left. */
    private static double[][] symmetric(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (a[i][j] + a[j][i]) / 2;
                a[i][j] = mean;
                a[j][i] = mean;
            }
        }
        return a;
    }
}
