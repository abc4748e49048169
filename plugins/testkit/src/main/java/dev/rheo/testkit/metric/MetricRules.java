package dev.rheo.testkit.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;

/** What metrics that compare samples satisfy, on Gaussian samples with fixed seeds. */
public final class MetricRules {
    private static final int FEW = 200;
    private static final int MANY = 1000;
    private static final double ROUNDING = 1e-4;

    private MetricRules() {}

    public static List<Rule<MetricSubject>> all() {
        return List.of(
                new Rule<>(
                        "M1",
                        "equal samples are at distance 0",
                        Status.OPTIONAL,
                        MetricSubject::zeroForEqual,
                        MetricRules::identity),
                new Rule<>(
                        "M2",
                        "samples and reference may be exchanged",
                        Status.OPTIONAL,
                        MetricSubject::symmetric,
                        MetricRules::symmetry),
                new Rule<>(
                        "M3",
                        "samples shifted by c are |c| away",
                        Status.OPTIONAL,
                        MetricSubject::translating,
                        MetricRules::translation),
                new Rule<>(
                        "M4",
                        "the value between Gaussians is the closed form",
                        Status.OPTIONAL.stochastic(1000, 2e-6),
                        subject -> subject.gaussian().isPresent(),
                        MetricRules::gaussians),
                new Rule<>(
                        "M5",
                        "scaling both samples scales the value",
                        Status.OPTIONAL,
                        subject -> subject.scaling().isPresent(),
                        MetricRules::scaling),
                new Rule<>("M8", "more noise is worse", MetricRules::monotone),
                new Rule<>("M9", "the floor is the value of other real data", MetricRules::floor),
                new Rule<>("M10", "measuring twice gives the same measurements", MetricRules::pure),
                new Rule<>(
                        "MN1",
                        "measurements have names of lower-case words, each once, and values that are numbers",
                        MetricRules::named));
    }

    private static void identity(MetricSubject subject) {
        Points x = cloud(0, FEW, 2, 0, 1);
        assertThat(value(subject, x, x)).isCloseTo(0, within(1e-6));
    }

    /** On samples of different skewness, so that no symmetry of the data hides one that is lacking. */
    private static void symmetry(MetricSubject subject) {
        Points x = skewed(cloud(0, FEW, 2, 0, 1));
        Points y = cloud(1, FEW, 2, 0, 1);
        double value = value(subject, x, y);
        assertThat(value(subject, y, x)).isCloseTo(value, within(1e-6 * Math.abs(value)));
    }

    private static void translation(MetricSubject subject) {
        Points x = cloud(0, FEW, 1, 0, 1);
        assertThat(value(subject, affine(x, 1, 5), x)).isCloseTo(5, within(5 * ROUNDING));
    }

    private static void gaussians(MetricSubject subject) {
        GaussianOracle oracle = subject.gaussian().orElseThrow();
        for (double[] pair : new double[][] {{1, 1, 1}, {0, 1, 2}, {0.5, 1.5, 0.5}}) {
            Points x = cloud(0, MANY, oracle.dimension(), 0, pair[1]);
            Points y = cloud(1, MANY, oracle.dimension(), pair[0], pair[2]);
            assertThat(value(subject, y, x))
                    .as("shift %s, standard deviations %s and %s", pair[0], pair[1], pair[2])
                    .isCloseTo(oracle.value().of(pair[0], pair[1], pair[2]), within(oracle.tolerance()));
        }
    }

    private static void scaling(MetricSubject subject) {
        double power = subject.scaling().orElseThrow();
        Points x = cloud(0, FEW, 2, 0, 1);
        Points y = cloud(1, FEW, 2, 1, 2);
        double value = value(subject, x, y);
        for (double factor : new double[] {0.01, 100}) {
            double expected = Math.pow(factor, power) * value;
            assertThat(value(subject, affine(x, factor, 0), affine(y, factor, 0)))
                    .as("both samples times " + factor)
                    .isCloseTo(expected, within(ROUNDING * Math.abs(expected)));
        }
    }

    private static void monotone(MetricSubject subject) {
        Points clean = cloud(0, FEW, 2, 0, 1);
        Points reference = cloud(1, FEW, 2, 0, 1);
        Points noise = cloud(2, FEW, 2, 0, 1);
        double before = Double.NaN;
        for (double level : new double[] {0, 1, 2, 4, 8}) {
            Measurement measured = measure(subject, FakeEvaluation.between(sum(clean, noise, level), reference));
            double worse = measured.better() == Measurement.Better.HIGHER ? -measured.value() : measured.value();
            if (level > 0) {
                assertThat(worse).as("with noise " + level).isGreaterThan(before);
            }
            before = worse;
        }
    }

    private static void floor(MetricSubject subject) {
        Points samples = cloud(0, FEW, 2, 3, 1);
        Points reference = cloud(1, FEW, 2, 0, 1);
        Points other = cloud(2, FEW, 2, 0, 1);
        double floor = measure(subject, FakeEvaluation.between(samples, reference, other))
                .floor();
        assertThat(floor).isCloseTo(value(subject, other, reference), within(ROUNDING * Math.abs(floor)));
    }

    private static void pure(MetricSubject subject) {
        Evaluation evaluation = FakeEvaluation.between(cloud(0, FEW, 2, 0, 1), cloud(1, FEW, 2, 0, 1));
        assertThat(subject.metric().measure(evaluation))
                .isEqualTo(subject.metric().measure(evaluation));
    }

    private static void named(MetricSubject subject) {
        List<Measurement> measured =
                subject.metric().measure(FakeEvaluation.between(cloud(0, FEW, 2, 0, 1), cloud(1, FEW, 2, 0, 1)));
        assertThat(measured).as("measurements").isNotEmpty();
        assertThat(measured).extracting(Measurement::name).doesNotHaveDuplicates();
        for (Measurement measurement : measured) {
            assertThat(measurement.name()).as("a name").matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(measurement.value()).as(measurement.name()).isFinite();
            assertThat(measurement.floor())
                    .as("the floor of " + measurement.name())
                    .satisfiesAnyOf(floor -> assertThat(floor).isNaN(), floor -> assertThat(floor)
                            .isFinite());
        }
    }

    private static double value(MetricSubject subject, Points samples, Points reference) {
        return measure(subject, FakeEvaluation.between(samples, reference)).value();
    }

    private static Measurement measure(MetricSubject subject, Evaluation evaluation) {
        return subject.metric().measure(evaluation).stream()
                .filter(measurement -> measurement.name().equals(subject.measurement()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no measurement named " + subject.measurement()));
    }

    private static Points cloud(long step, int count, int dimension, double shift, double deviation) {
        Draws draws = new RandomStreams(3).at("cloud", step);
        float[] values = new float[count * dimension];
        draws.gaussians(0, count, dimension, values, 0);
        return affine(new Points(values, count, dimension), deviation, shift);
    }

    private static Points affine(Points points, double factor, double shift) {
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (factor * values[i] + shift);
        }
        return new Points(values, points.count(), points.dimension());
    }

    private static Points skewed(Points points) {
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(values[i]);
        }
        return new Points(values, points.count(), points.dimension());
    }

    private static Points sum(Points points, Points noise, double level) {
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (level * noise.values()[i]);
        }
        return new Points(values, points.count(), points.dimension());
    }
}
