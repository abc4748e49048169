package dev.rheo.plugins.metrics;

import dev.rheo.api.random.Normal;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.metric.GaussianOracle;
import dev.rheo.testkit.metric.MetricRules;
import dev.rheo.testkit.metric.MetricSubject;
import java.util.List;

class MetricsConformanceTest extends Conformance<MetricSubject> {
    static final MetricSubject WASSERSTEIN = MetricSubject.of(
                    new Wasserstein(new Wasserstein.Config(2000)), "wasserstein")
            .isZeroForEqualSamples()
            .isSymmetric()
            .isLengthOfShift()
            .scalesWithPower(1)
            .between(new GaussianOracle(2, 0.15, (m, s1, s2) -> Math.sqrt(2 * m * m + 2 * (s1 - s2) * (s1 - s2))));

    static final MetricSubject ENERGY = MetricSubject.of(
                    new EnergyDistance(new EnergyDistance.Config(2000)), "energy-distance")
            .isZeroForEqualSamples()
            .isSymmetric()
            .scalesWithPower(0.5)
            .between(new GaussianOracle(1, 0.06, MetricsConformanceTest::energyDistance));

    static final MetricSubject MMD = MetricSubject.of(
                    new MaximumMeanDiscrepancy(new MaximumMeanDiscrepancy.Config(List.of(1.0), 2000)), "mmd")
            .isSymmetric()
            .between(new GaussianOracle(2, 0.03, MetricsConformanceTest::mmdSquared));

    @Override
    protected List<Rule<MetricSubject>> rules() {
        return MetricRules.all();
    }

    @Override
    protected List<Subject<MetricSubject>> subjects() {
        MetricSubject sliced = MetricSubject.of(
                        new SlicedWasserstein(new SlicedWasserstein.Config(512, 2000)), "sliced-wasserstein")
                .isZeroForEqualSamples()
                .isSymmetric()
                .isLengthOfShift()
                .scalesWithPower(1)
                .between(new GaussianOracle(2, 0.12, (m, s1, s2) -> Math.hypot(m, s1 - s2)));
        MetricSubject median = MetricSubject.of(
                        new MaximumMeanDiscrepancy(new MaximumMeanDiscrepancy.Config(List.of(), 2000)), "mmd")
                .scalesWithPower(0);
        MetricSubject frechet = MetricSubject.of(
                        new FrechetDistance(new FrechetDistance.Config(Extractor.pca(64), 2000)), "frechet-pca")
                .isZeroForEqualSamples()
                .isSymmetric()
                .scalesWithPower(2)
                .between(new GaussianOracle(2, 0.7, (m, s1, s2) -> 2 * m * m + 2 * (s1 - s2) * (s1 - s2)));
        MetricSubject kernel = MetricSubject.of(
                        new KernelDistance(new KernelDistance.Config(Extractor.pca(64), 2000)), "kid-pca")
                .isSymmetric();
        MetricSubject precision = MetricSubject.of(
                new PrecisionRecall(new PrecisionRecall.Config(Extractor.pca(64), 3, 2000)), "precision-pca");
        MetricSubject columns = MetricSubject.of(new ColumnDistances(new ColumnDistances.Config(2000)), "column-ks")
                .isZeroForEqualSamples()
                .isSymmetric()
                .scalesWithPower(0);
        return List.of(
                new Subject<>("frechet-distance", frechet),
                new Subject<>("kid", kernel),
                new Subject<>("precision-recall", precision),
                new Subject<>("columns", columns),
                new Subject<>("wasserstein", WASSERSTEIN),
                new Subject<>("sliced-wasserstein", sliced),
                new Subject<>("energy-distance", ENERGY),
                new Subject<>("mmd of bandwidth 1", MMD),
                new Subject<>("mmd of the median bandwidth", median));
    }

    /** ED² = 2 E|N(m, s1² + s2²)| − E|N(0, 2 s1²)| − E|N(0, 2 s2²)|. */
    private static double energyDistance(double shift, double s1, double s2) {
        return Math.sqrt(
                2 * folded(shift, Math.hypot(s1, s2)) - folded(0, s1 * Math.sqrt(2)) - folded(0, s2 * Math.sqrt(2)));
    }

    /** E|N(m, s²)|. */
    private static double folded(double m, double s) {
        return 2 * s * Normal.density(m / s) + m * (1 - 2 * Normal.cumulative(-m / s));
    }

    /** K(m, v) = ∏ (1 + v)^(−1/2) exp(−m²/(2(1 + v))) for bandwidth 1 in two dimensions. */
    private static double mmdSquared(double shift, double s1, double s2) {
        return kernel(0, 2 * s1 * s1) + kernel(0, 2 * s2 * s2) - 2 * kernel(shift, s1 * s1 + s2 * s2);
    }

    private static double kernel(double m, double v) {
        return Math.exp(-m * m / (1 + v)) / (1 + v);
    }
}
