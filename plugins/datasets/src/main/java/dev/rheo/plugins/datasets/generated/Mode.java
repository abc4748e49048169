package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.Option;
import java.util.List;
import java.util.Optional;

/**
 * One Gaussian of a mixture.
 *
 * @param mean μ
 * @param std standard deviation of every coordinate, where no covariance is given
 * @param covariance Σ, row by row; empty for std² I
 * @param weight relative weight
 */
public record Mode(
        @Option(value = "The mean.", min = 1) List<Double> mean,

        @Option(
                value = "Standard deviation of every coordinate; ignored where a covariance is given.",
                defaultsTo = "1",
                min = 0)
        double std,

        @Option(
                value = "The covariance matrix, its rows one after the other; empty for std^2 times the identity.",
                defaultsTo = "[]")
        List<Double> covariance,

        @Option(value = "Weight relative to the other modes.", defaultsTo = "1", min = 0)
        double weight) {
    private static final double SYMMETRY = 1e-9;

    /** What is wrong with the covariance. */
    Optional<String> problem() {
        int d = mean.size();
        if (covariance.isEmpty()) {
            return Optional.empty();
        }
        if (covariance.size() != d * d) {
            return Optional.of("has " + covariance.size() + " numbers, a " + d + "x" + d + " matrix has " + d * d);
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                double difference = Math.abs(covariance.get(i * d + j) - covariance.get(j * d + i));
                if (!(difference <= SYMMETRY * (1 + Math.abs(covariance.get(i * d + j))))) {
                    return Optional.of("is not symmetric at row " + i + ", column " + j + " (from 0)");
                }
            }
        }
        double[] factor = factor();
        for (int i = 0; i < d; i++) {
            if (!(factor[i * d + i] > 0)) {
                return Optional.of("is not positive definite");
            }
        }
        return Optional.empty();
    }

    /** The lower triangular L with L Lᵀ = Σ, row by row (Cholesky); NaN where Σ is not positive definite. */
    double[] factor() {
        int d = mean.size();
        double[] l = new double[d * d];
        for (int i = 0; i < d; i++) {
            if (covariance.isEmpty()) {
                l[i * d + i] = std;
                continue;
            }
            for (int j = 0; j <= i; j++) {
                double sum = covariance.get(i * d + j);
                for (int k = 0; k < j; k++) {
                    sum -= l[i * d + k] * l[j * d + k];
                }
                l[i * d + j] = i == j ? Math.sqrt(sum) : sum / l[j * d + j];
            }
        }
        return l;
    }
}
