package dev.rheo.testkit.oracle;

import static dev.rheo.testkit.oracle.Matrices.combine;
import static dev.rheo.testkit.oracle.Matrices.product;

import dev.rheo.api.path.GaussianPath;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact law of x = a x1 + b x0 + s ε for independent mixtures x0 and x1 and standard normal ε, and what is expected
 * of x1, x0 and ε given x. Over all pairs (j, k) of components: mean b m_j + a μ_k, covariance
 * C = b² P_j + a² S_k + s² I, E[x1 | x] = Σ r_jk (μ_k + a S_k C⁻¹ (x − mean)), likewise x0 and ε.
 */
public final class AffineMarginal {
    private final double a;
    private final double b;
    private final double s;
    private final int dimension;
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(double logWeight, Gaussian source, Gaussian data, Gaussian marginal, double[][] precision) {}

    private record Weighted(double share, Pair pair, double[] whitened) {}

    public AffineMarginal(GaussianMixture source, GaussianMixture data, double a, double b, double s) {
        this.a = a;
        this.b = b;
        this.s = s;
        this.dimension = data.dimension();
        for (int j = 0; j < source.weights().length; j++) {
            for (int k = 0; k < data.weights().length; k++) {
                add(
                        source.weights()[j] * data.weights()[k],
                        source.components().get(j),
                        data.components().get(k));
            }
        }
    }

    /**
     * The marginal of {@code path} at {@code t}. On a one-sided path the source has to be N(0, I); it takes the place
     * of the noise, so that {@link #source} is the expected noise.
     */
    public static AffineMarginal of(GaussianPath path, GaussianMixture source, GaussianMixture data, double t) {
        return path.oneSided()
                ? new AffineMarginal(source, data, path.a(t), path.s(t), 0)
                : new AffineMarginal(source, data, path.a(t), path.b(t), path.s(t));
    }

    private void add(double weight, Gaussian x0, Gaussian x1) {
        double[] mean = combine(b, x0.mean(), a, x1.mean());
        double[][] covariance = combine(
                1, combine(b * b, x0.covariance(), a * a, x1.covariance()), s * s, Matrices.identity(dimension));
        Gaussian marginal = new Gaussian(mean, covariance);
        pairs.add(new Pair(Math.log(weight), x0, x1, marginal, Matrices.inverse(covariance)));
    }

    /** log p(x). */
    public double logDensity(double[] x) {
        return GaussianMixture.logSumExp(logTerms(x));
    }

    /** ∇ log p(x). */
    public double[] score(double[] x) {
        double[] sum = new double[dimension];
        for (Weighted w : posterior(x)) {
            sum = combine(1, sum, -w.share, w.whitened);
        }
        return sum;
    }

    /** E[x1 | x]. */
    public double[] data(double[] x) {
        double[] sum = new double[dimension];
        for (Weighted w : posterior(x)) {
            Gaussian x1 = w.pair.data;
            sum = combine(1, sum, w.share, combine(1, x1.mean(), a, product(x1.covariance(), w.whitened)));
        }
        return sum;
    }

    /** E[x0 | x]. */
    public double[] source(double[] x) {
        double[] sum = new double[dimension];
        for (Weighted w : posterior(x)) {
            Gaussian x0 = w.pair.source;
            sum = combine(1, sum, w.share, combine(1, x0.mean(), b, product(x0.covariance(), w.whitened)));
        }
        return sum;
    }

    /** E[ε | x]; zero where s = 0. */
    public double[] noise(double[] x) {
        double[] score = score(x);
        return combine(-s, score, 0, score);
    }

    /** E[a' x1 + b' x0 + s' ε | x], the marginal velocity for the given derivatives of the coefficients. */
    public double[] velocity(double da, double db, double ds, double[] x) {
        return combine(1, combine(da, data(x), db, source(x)), ds, noise(x));
    }

    private double[] logTerms(double[] x) {
        return pairs.stream()
                .mapToDouble(pair -> pair.logWeight + pair.marginal.logDensity(x))
                .toArray();
    }

    private List<Weighted> posterior(double[] x) {
        double[] terms = logTerms(x);
        double total = GaussianMixture.logSumExp(terms);
        List<Weighted> posterior = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            Pair pair = pairs.get(i);
            double[] whitened = product(pair.precision, combine(1, x, -1, pair.marginal.mean()));
            posterior.add(new Weighted(Math.exp(terms[i] - total), pair, whitened));
        }
        return posterior;
    }
}
