package dev.rheo.testkit.metric;

import dev.rheo.api.evaluate.Metric;
import java.util.Optional;

/**
 * A metric under test, with what its definition promises; rules for promises not made pass.
 *
 * @param metric the metric
 * @param measurement the name of the measurement that the promises are about
 * @param zeroForEqual the value is 0 if samples and reference are the same rows
 * @param symmetric exchanging samples and reference changes nothing
 * @param translating samples shifted by c are |c| away from where they were
 * @param scaling the power p in value(cx, cy) = c^p value(x, y)
 * @param gaussian its closed form between isotropic Gaussians
 */
public record MetricSubject(
        Metric metric,
        String measurement,
        boolean zeroForEqual,
        boolean symmetric,
        boolean translating,
        Optional<Double> scaling,
        Optional<GaussianOracle> gaussian) {
    /** A metric that only promises to be pure, to have an honest floor, and to get worse with noise. */
    public static MetricSubject of(Metric metric, String measurement) {
        return new MetricSubject(metric, measurement, false, false, false, Optional.empty(), Optional.empty());
    }

    public MetricSubject isZeroForEqualSamples() {
        return new MetricSubject(metric, measurement, true, symmetric, translating, scaling, gaussian);
    }

    public MetricSubject isSymmetric() {
        return new MetricSubject(metric, measurement, zeroForEqual, true, translating, scaling, gaussian);
    }

    public MetricSubject isLengthOfShift() {
        return new MetricSubject(metric, measurement, zeroForEqual, symmetric, true, scaling, gaussian);
    }

    public MetricSubject scalesWithPower(double power) {
        return new MetricSubject(
                metric, measurement, zeroForEqual, symmetric, translating, Optional.of(power), gaussian);
    }

    public MetricSubject between(GaussianOracle oracle) {
        return new MetricSubject(
                metric, measurement, zeroForEqual, symmetric, translating, scaling, Optional.of(oracle));
    }

    /** The same promises about another metric, for instance a wrong one. */
    public MetricSubject replacedBy(Metric other) {
        return new MetricSubject(other, measurement, zeroForEqual, symmetric, translating, scaling, gaussian);
    }
}
