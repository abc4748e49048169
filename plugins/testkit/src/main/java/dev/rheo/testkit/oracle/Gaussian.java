package dev.rheo.testkit.oracle;

import static dev.rheo.testkit.oracle.Matrices.combine;
import static dev.rheo.testkit.oracle.Matrices.product;
import static dev.rheo.testkit.oracle.Matrices.root;
import static dev.rheo.testkit.oracle.Matrices.trace;

import java.util.Arrays;

/**
 * A normal law and its optimal transport to another in closed form.
 *
 * @param mean m, of length d
 * @param covariance S, d × d, symmetric; singular ones have no density but may be sampled and mixed
 */
public record Gaussian(double[] mean, double[][] covariance) {
    public Gaussian {
        if (covariance.length != mean.length || Arrays.stream(covariance).anyMatch(row -> row.length != mean.length)) {
            throw new IllegalArgumentException("the covariance must be square, of the mean's size");
        }
    }

    /** N(0, I). */
    public static Gaussian standard(int dimension) {
        return isotropic(new double[dimension], 1);
    }

    /** N(mean, variance · I). */
    public static Gaussian isotropic(double[] mean, double variance) {
        double[][] one = Matrices.identity(mean.length);
        return new Gaussian(mean, combine(variance, one, 0, one));
    }

    public int dimension() {
        return mean.length;
    }

    /** log N(x; m, S). */
    public double logDensity(double[] x) {
        double[] centred = combine(1, x, -1, mean);
        double[][] lower = Matrices.cholesky(covariance);
        double sum = -0.5 * dimension() * Math.log(2 * Math.PI);
        for (int i = 0; i < dimension(); i++) {
            double z = centred[i];
            for (int k = 0; k < i; k++) {
                z -= lower[i][k] * centred[k];
            }
            centred[i] = z / lower[i][i];
            sum -= 0.5 * centred[i] * centred[i] + Math.log(lower[i][i]);
        }
        return sum;
    }

    /**
     * Where the optimal transport to {@code target} sends {@code x}: m' + A (x − m),
     * A = S^{-1/2} (S^{1/2} S' S^{1/2})^{1/2} S^{-1/2} (Peyré and Cuturi 2019, remark 2.31). It is also the endpoint map
     * of the exact flow of every one-sided path if this law is N(0, I).
     */
    public double[] transport(Gaussian target, double[] x) {
        double[][] half = root(covariance);
        double[][] back = Matrices.inverse(half);
        double[][] middle = root(product(half, product(target.covariance, half)));
        double[] moved = product(product(back, product(middle, back)), combine(1, x, -1, mean));
        return combine(1, target.mean, 1, moved);
    }

    /** |m − m'|² + tr(S + S' − 2 (S^{1/2} S' S^{1/2})^{1/2}), the squared 2-Wasserstein (Bures) distance. */
    public double squaredWasserstein(Gaussian other) {
        double[] shift = combine(1, other.mean, -1, mean);
        double[][] half = root(covariance);
        double[][] middle = root(product(half, product(other.covariance, half)));
        return Matrices.dot(shift, shift) + trace(covariance) + trace(other.covariance) - 2 * trace(middle);
    }
}
