package dev.rheo.testkit.oracle;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import java.util.List;

/**
 * Σ w_k N(μ_k, S_k). A finite data set is a mixture of components without covariance.
 *
 * @param weights positive, sum 1
 * @param components of one dimension
 */
public record GaussianMixture(double[] weights, List<Gaussian> components) {
    public GaussianMixture {
        components = List.copyOf(components);
        if (weights.length != components.size() || weights.length == 0) {
            throw new IllegalArgumentException("every component needs one weight");
        }
    }

    public static GaussianMixture of(Gaussian only) {
        return new GaussianMixture(new double[] {1}, List.of(only));
    }

    /** Unequal, correlated, overlapping components in the plane: a target on which no symmetry hides a mistake. */
    public static GaussianMixture example() {
        return new GaussianMixture(
                new double[] {0.5, 0.3, 0.2},
                List.of(
                        new Gaussian(new double[] {1.5, 0.5}, new double[][] {{0.30, 0.12}, {0.12, 0.20}}),
                        new Gaussian(new double[] {-1.0, 1.2}, new double[][] {{0.15, -0.05}, {-0.05, 0.40}}),
                        new Gaussian(new double[] {0.2, -1.6}, new double[][] {{0.50, 0.00}, {0.00, 0.10}})));
    }

    public int dimension() {
        return components.get(0).dimension();
    }

    /** log p(x). */
    public double logDensity(double[] x) {
        double[] terms = new double[weights.length];
        for (int k = 0; k < terms.length; k++) {
            terms[k] = Math.log(weights[k]) + components.get(k).logDensity(x);
        }
        return logSumExp(terms);
    }

    /** Rows 0 … n − 1 of the sample that {@code draws} addresses. */
    public Points sample(Draws draws, int n) {
        int d = dimension();
        double[][][] factors =
                components.stream().map(c -> Matrices.cholesky(c.covariance())).toArray(double[][][]::new);
        float[] values = new float[n * d];
        double[] z = new double[d];
        for (int row = 0; row < n; row++) {
            int k = pick(draws.uniform(row, d));
            for (int i = 0; i < d; i++) {
                z[i] = draws.gaussian(row, i);
            }
            double[] x = Matrices.product(factors[k], z);
            for (int i = 0; i < d; i++) {
                values[row * d + i] = (float) (components.get(k).mean()[i] + x[i]);
            }
        }
        return new Points(values, n, d);
    }

    private int pick(double u) {
        double sum = 0;
        for (int k = 0; k < weights.length - 1; k++) {
            sum += weights[k];
            if (u < sum) {
                return k;
            }
        }
        return weights.length - 1;
    }

    static double logSumExp(double[] terms) {
        double top = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            top = Math.max(top, term);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - top);
        }
        return top + Math.log(sum);
    }
}
