package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Metrics on features, against closed forms of Gaussians and of sets that are counted by hand. */
class FeatureMetricsTest {
    private static final double[][] CORRELATED = {{2, 0.9}, {0.9, 1}};
    private static final double[][] OTHER = {{1, -0.5}, {-0.5, 3}};

    @Test
    void eigenvaluesAndVectorsGiveTheMatrixBack() {
        double[][] a = {{4, 1, -2}, {1, 3, 0.5}, {-2, 0.5, 1}};
        double[][] back = Symmetric.of(a).apply(value -> value);
        for (int i = 0; i < 3; i++) {
            assertThat(back[i]).containsExactly(a[i], within(1e-12));
        }
    }

    /** In two dimensions tr M^½ = √(tr M + 2 √det M), with M = Σ Σ' whose eigenvalues are those of its symmetric form. */
    @Test
    void frechetDistanceOfGaussiansMeetsItsClosedForm() {
        assertThat(gaussian(CORRELATED, 1).frechet(gaussian(OTHER, 0))).isCloseTo(closedForm(), within(1e-12));
    }

    @Test
    void theCheckCatchesADistanceThatLooksAtVariancesAlone() {
        BiFunction<Moments, Moments, Double> wrong = (x, y) -> {
            double sum = 0;
            for (int k = 0; k < x.mean().length; k++) {
                double roots = Math.sqrt(x.covariance()[k][k]) - Math.sqrt(y.covariance()[k][k]);
                sum += Math.pow(x.mean()[k] - y.mean()[k], 2) + roots * roots;
            }
            return sum;
        };
        assertThat(wrong.apply(gaussian(CORRELATED, 1), gaussian(OTHER, 0))).isNotCloseTo(closedForm(), within(0.1));
    }

    @Test
    void frechetDistanceIsZeroForEqualMomentsAndSymmetric() {
        Moments x = gaussian(CORRELATED, 1);
        Moments y = gaussian(OTHER, 0);
        assertThat(x.frechet(x)).isCloseTo(0, within(1e-12));
        assertThat(x.frechet(y)).isCloseTo(y.frechet(x), within(1e-12));
    }

    @Test
    void degenerateCovariancesAreNoObstacle() {
        double[][] flat = {{1, 0}, {0, 0}};
        double[][] none = {{0, 0}, {0, 0}};
        assertThat(gaussian(flat, 0).frechet(gaussian(none, 2))).isCloseTo(8 + 1, within(1e-12));
    }

    /** The kernel's expectation over independent standard normals in one dimension: E(xy + 1)³ = 1 + 3 E x² E y² = 4. */
    @Test
    void kernelDistanceOfScaledGaussiansMeetsItsClosedForm() {
        Metric kid = new KernelDistance(new KernelDistance.Config(Extractor.pca(64), 2000));
        Measurement same = kid.measure(between(normal(1, 2000, 1, 1, 0), normal(2, 2000, 1, 1, 0)))
                .get(0);
        Measurement shifted = kid.measure(between(normal(3, 2000, 1, 1, 0.5), normal(4, 2000, 1, 1, 0)))
                .get(0);
        // E(xy + 1)³ = E x³ E y³ + 3 E x² E y² + 3 Ex Ey + 1, with moments 0.5, 1.25, 1.625 and 0, 1, 0
        double closed = (1.625 * 1.625 + 3 * 1.25 * 1.25 + 3 * 0.25 + 1) + 4 - 2 * (3 * 1.25 + 1);
        assertThat(same.value()).isCloseTo(0, within(0.3));
        assertThat(shifted.value()).isCloseTo(closed, within(1.2)); // n = 2000: about 5 standard errors
        assertThat(shifted.name()).isEqualTo("kid-pca");
    }

    @Test
    void precisionAndRecallAreHighForTheSameLaw() {
        List<Measurement> found = precisionRecall(normal(1, 500, 2, 1, 0), normal(2, 500, 2, 1, 0));
        assertThat(found.get(0).value()).isGreaterThan(0.9);
        assertThat(found.get(1).value()).isGreaterThan(0.9);
        assertThat(found.get(0).floor()).isGreaterThan(0.9);
    }

    @Test
    void samplesOfOneModeOfTwoHavePrecisionButHalfTheRecall() {
        Points real = twoModes(3, 500, 20);
        List<Measurement> found = precisionRecall(normal(4, 500, 2, 1, 0), real);
        assertThat(found.get(0).value()).isGreaterThan(0.85);
        assertThat(found.get(1).value()).isBetween(0.4, 0.55);
    }

    @Test
    void samplesOfAModeThatIsNotThereHaveRecallButHalfThePrecision() {
        List<Measurement> found = precisionRecall(twoModes(5, 500, 20), normal(6, 500, 2, 1, 0));
        assertThat(found.get(0).value()).isBetween(0.4, 0.55);
        assertThat(found.get(1).value()).isGreaterThan(0.85);
    }

    /** Four numbers of which two are a mixture of two directions: the components span them, and lose nothing. */
    @Test
    void principalComponentsKeepTheDirectionsOfVariance() {
        Points plane = normal(7, 400, 2, 3, 0);
        float[] values = new float[400 * 5];
        for (int i = 0; i < 400; i++) {
            values[5 * i] = 7;
            values[5 * i + 1] = 0.6f * plane.at(i, 0);
            values[5 * i + 2] = 0.8f * plane.at(i, 0);
            values[5 * i + 3] = plane.at(i, 1);
        }
        Points lifted = new Points(values, 400, 5);
        Points features = PrincipalComponents.features(lifted, 2, new RandomStreams(1).at("pca", 0))
                .map()
                .apply(lifted);
        assertThat(features.dimension()).isEqualTo(2);
        double[] before = new double[400 * 400];
        double[] after = new double[400 * 400];
        lifted.squaredDistances(lifted, before);
        features.squaredDistances(features, after);
        assertThat(after).containsExactly(before, within(1e-2));
    }

    @Test
    void theClassifiersFeaturesAreThoseOfTheMetricOfItsName() {
        Rows rows = labelled(normal(8, 300, 2, 1, 0));
        FakeEvaluation evaluation = FakeEvaluation.of(rows, rows, rows);
        Features once = Extractor.classifier(16, 50).of(evaluation);
        Features again = Extractor.classifier(16, 50).of(evaluation);
        Features other = Extractor.classifier(16, 60).of(evaluation);
        assertThat(once.hash())
                .isEqualTo(again.hash())
                .isNotEqualTo(other.hash())
                .hasSize(64);
        Measurement frechet = new FrechetDistance(new FrechetDistance.Config(Extractor.classifier(16, 50), 5000))
                .measure(evaluation)
                .get(0);
        assertThat(frechet.name()).isEqualTo("frechet-classifier");
        assertThat(frechet.details().get("features-hash"))
                .isEqualTo((double) Long.parseLong(once.hash().substring(0, 12), 16));
        assertThat(frechet.meaning()).contains(once.hash().substring(0, 12)).contains("not an FID");
    }

    private static Moments gaussian(double[][] covariance, double mean) {
        return new Moments(new double[] {mean, mean}, covariance);
    }

    private static double closedForm() {
        double[][] a = CORRELATED;
        double[][] b = OTHER;
        double trace = a[0][0] * b[0][0] + 2 * a[0][1] * b[0][1] + a[1][1] * b[1][1];
        double determinant = (a[0][0] * a[1][1] - a[0][1] * a[1][0]) * (b[0][0] * b[1][1] - b[0][1] * b[1][0]);
        return 2 + 3 + 4 - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinant));
    }

    private static List<Measurement> precisionRecall(Points samples, Points real) {
        return new PrecisionRecall(new PrecisionRecall.Config(Extractor.pca(64), 3, 2000))
                .measure(between(samples, real));
    }

    private static FakeEvaluation between(Points samples, Points real) {
        return FakeEvaluation.between(samples, real, real);
    }

    private static Points normal(long seed, int n, int d, double deviation, double mean) {
        Draws draws = new RandomStreams(31).at("normal", seed);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * draws.gaussian(i / d, i % d));
        }
        return new Points(values, n, d);
    }

    private static Points twoModes(long seed, int n, double apart) {
        Points points = normal(seed, n, 2, 1, 0);
        float[] values = points.values();
        for (int i = 0; i < n; i += 2) {
            values[2 * i] += (float) apart;
        }
        return points;
    }

    private static Rows labelled(Points points) {
        int[] labels = new int[points.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = points.at(i, 0) > 0 ? 1 : 0;
        }
        return new Rows(points, SampleShape.of(points.dimension()), labels, 2);
    }
}
