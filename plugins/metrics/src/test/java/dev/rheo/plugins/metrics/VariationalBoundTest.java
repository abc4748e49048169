package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.metrics.VariationalBound.Variance;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The bound of models that can be written down, on data N(0, 1) in units of training. */
class VariationalBoundTest {
    private static final int ROWS = 40_000;
    private static final double ENTROPY = 0.5 * Math.log(2 * Math.PI * Math.E);
    private static final RandomStreams RANDOM = new RandomStreams(31);

    /** sin x1 + cos ε, of six discrete times or of continuous ones. */
    private record Circle(int steps) implements GaussianPath {
        private static final double RATE = 1.5;

        @Override
        public double[] gridTimes() {
            double[] times = new double[steps];
            Arrays.setAll(times, i -> (double) i / steps);
            return times;
        }

        @Override
        public double a(double t) {
            return Math.cos(RATE * (1 - t));
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return Math.sin(RATE * (1 - t));
        }

        @Override
        public double da(double t) {
            return RATE * s(t);
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -RATE * a(t);
        }
    }

    /** E[x1 | x] = gain · a x, exact for gain 1, in units of {@code unit}; its variance lies at {@code share}. */
    private record Linear(GaussianPath path, double gain, double share, double unit) implements DenoisingModel {
        @Override
        public Points trained(Rows rows) {
            return scaled(rows.points(), 1 / unit);
        }

        @Override
        public double[] units() {
            return new double[] {unit};
        }

        @Override
        public Points denoised(Points x, double t, int[] labels) {
            return scaled(x, gain * path.a(t));
        }

        @Override
        public Optional<Points> varianceShare(Points x, double t, int[] labels) {
            float[] values = new float[x.values().length];
            Arrays.fill(values, (float) share);
            return Optional.of(new Points(values, x.count(), x.dimension()));
        }
    }

    /** E[x1 | x, c] of data N(c, 1), exact, with its variance at the large end. */
    private record Given(GaussianPath path) implements DenoisingModel {
        @Override
        public Points trained(Rows rows) {
            return rows.points();
        }

        @Override
        public double[] units() {
            return new double[] {1};
        }

        @Override
        public Points denoised(Points x, double t, Rows of) {
            double a = path.a(t);
            float[] values = x.values().clone();
            for (int i = 0; i < values.length; i++) {
                double c = of.conditions().at(i, 0);
                values[i] = (float) (c + a * (values[i] - a * c));
            }
            return new Points(values, x.count(), 1);
        }

        @Override
        public Optional<Points> varianceShare(Points x, double t, Rows of) {
            float[] ones = new float[x.count()];
            Arrays.fill(ones, 1);
            return Optional.of(new Points(ones, x.count(), 1));
        }

        @Override
        public Points denoised(Points x, double t, int[] labels) {
            throw new AssertionError("it has to be told the conditions");
        }

        @Override
        public Optional<Points> varianceShare(Points x, double t, int[] labels) {
            throw new AssertionError("it has to be told the conditions");
        }
    }

    private record WithModel(FakeEvaluation data, DenoisingModel model) implements Evaluation {
        @Override
        public Optional<DenoisingModel> denoiser() {
            return Optional.of(model);
        }

        @Override
        public Rows samples() {
            return data.samples();
        }

        @Override
        public Rows heldOut() {
            return data.heldOut();
        }

        @Override
        public Rows training() {
            return data.training();
        }

        @Override
        public Optional<Rows> floorSample(int count) {
            return data.floorSample(count);
        }

        @Override
        public Rows reference(int count) {
            return data.reference(count);
        }

        @Override
        public FlowTrace flow() {
            return data.flow();
        }

        @Override
        public double[] logDensity(Rows rows, Divergence divergence) {
            return data.logDensity(rows, divergence);
        }

        @Override
        public OptionalDouble quantum() {
            return data.quantum();
        }

        @Override
        public Draws draws(String purpose) {
            return data.draws(purpose);
        }
    }

    private static Points scaled(Points points, double factor) {
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (factor * values[i]);
        }
        return new Points(values, points.count(), points.dimension());
    }

    private static Points normals(int rows) {
        float[] values = new float[rows];
        RANDOM.at("data", 0).gaussians(0, rows, 1, values, 0);
        return new Points(values, rows, 1);
    }

    private static Measurement measured(DenoisingModel model, Points data, int steps, Variance variance, double step) {
        VariationalBound metric = new VariationalBound(new VariationalBound.Config(steps, variance, step, ROWS));
        return metric.measure(new WithModel(FakeEvaluation.between(data, data), model))
                .get(0);
    }

    private static double detail(Measurement measurement, String name) {
        return measurement.details().getOrDefault(name, Double.NaN);
    }

    /**
     * O6: −E log p(x, z_1 … z_K)/q(z_1 … z_K | x) with chains drawn forward, of a model that is wrong. n = 40 000 rows; four
     * standard errors of the two estimates.
     */
    @Test
    void theBoundIsTheMeanLogRatioOfModelAndNoising() {
        Circle path = new Circle(6);
        Linear model = new Linear(path, 0.7, 0.3, 1);
        Measurement bound = measured(model, normals(ROWS), 2, Variance.MODEL, 0);
        double[] direct = new double[ROWS];
        float[] data = normals(ROWS).values();
        for (int row = 0; row < ROWS; row++) {
            direct[row] = -logRatio(model, data[row], row);
        }
        double mean = Arrays.stream(direct).average().orElseThrow();
        double error = Math.sqrt(
                Arrays.stream(direct).map(x -> (x - mean) * (x - mean) / ROWS).sum() / ROWS);
        assertThat(bound.value())
                .isCloseTo(mean, within(4 * Math.hypot(error, detail(bound, "standard-error"))))
                .isGreaterThan(ENTROPY);
    }

    private static double logRatio(Linear model, double x, int row) {
        GaussianPath path = model.path();
        double[] times = path.gridTimes();
        Draws draws = RANDOM.at("chain", 0);
        double cleaner = x;
        double ratio = 0;
        double before = 2 * Math.log(Transition.of(path, times[4], times[5]).posterior());
        for (int i = 5; i >= 0; i--) {
            boolean last = i == 5;
            Transition step = last
                    ? new Transition(path.a(times[i]), path.s(times[i]), 1, 0)
                    : Transition.of(path, times[i], times[i + 1]);
            double noisier = step.remaining() * cleaner + Math.sqrt(step.added()) * draws.gaussian(row, i);
            double expected = model.gain() * path.a(times[i]) * noisier;
            double mean = step.kappa() * noisier + step.ofData(step.kappa()) * expected;
            double small = last ? before : 2 * Math.log(step.posterior());
            double large = 2 * Math.log(step.ofNormalData());
            double variance = Math.exp(model.share() * large + (1 - model.share()) * small);
            ratio +=
                    logNormal(cleaner - mean, variance) - logNormal(noisier - step.remaining() * cleaner, step.added());
            cleaner = noisier;
        }
        return ratio + logNormal(cleaner, path.s(0) * path.s(0));
    }

    private static double logNormal(double deviation, double variance) {
        return -0.5 * (Math.log(2 * Math.PI * variance) + deviation * deviation / variance);
    }

    /**
     * Steps of the large variance are exact for standard normal data, so nothing is lost but the datum that is left at t = 0:
     * KL(N(a x, s²) ‖ N(0, s²)) − KL to the marginal. n = 40 000; 4 standard errors.
     */
    @Test
    void theExactModelOfNormalDataLosesNothing() {
        Measurement bound = measured(new Linear(new Circle(0), 1, 1, 1), normals(ROWS), 50, Variance.MODEL, 0);
        double a = Math.cos(1.5);
        double s = Math.sin(1.5);
        double leak = 0.5 * (1 / (s * s) - 1 + Math.log(s * s));
        assertThat(detail(bound, "prior")).isCloseTo(0.5 * a * a / (s * s), within(1e-3));
        assertThat(bound.value()).isCloseTo(ENTROPY + leak, within(4 * detail(bound, "standard-error") + 0.01));
    }

    /**
     * Given c, nothing is lost but the datum that is left at t = 0: KL(N(a c, 1) ‖ N(0, s²)). n = 40 000, c uniform on [−1, 1]; 4
     * standard errors.
     */
    @Test
    void theExactModelGivenAConditionLosesNothing() {
        float[] conditions = new float[ROWS];
        float[] values = normals(ROWS).values();
        double squares = 0;
        for (int i = 0; i < ROWS; i++) {
            conditions[i] = 2 * (i + 0.5f) / ROWS - 1;
            values[i] += conditions[i];
            squares += conditions[i] * conditions[i] / ROWS;
        }
        Rows rows = FakeEvaluation.rows(new Points(values, ROWS, 1)).with(new Points(conditions, ROWS, 1));
        VariationalBound metric = new VariationalBound(new VariationalBound.Config(50, Variance.MODEL, 0, ROWS));
        Measurement bound = metric.measure(new WithModel(FakeEvaluation.of(rows, rows, rows), new Given(new Circle(0))))
                .get(0);
        double a = Math.cos(1.5);
        double s = Math.sin(1.5);
        double leak = 0.5 * ((1 + a * a * squares) / (s * s) - 1 + Math.log(s * s));
        assertThat(bound.value()).isCloseTo(ENTROPY + leak, within(4 * detail(bound, "standard-error") + 0.01));
    }

    @Test
    void theFixedVariancesAreTheEndsOfTheModels() {
        Points data = normals(500);
        Circle path = new Circle(6);
        for (Variance variance : new Variance[] {Variance.FIXED_SMALL, Variance.FIXED_LARGE}) {
            double share = variance == Variance.FIXED_LARGE ? 1 : 0;
            assertThat(measured(new Linear(path, 0.9, 0.4, 1), data, 2, variance, 0)
                            .value())
                    .isEqualTo(measured(new Linear(path, 0.9, share, 1), data, 2, Variance.MODEL, 0)
                            .value());
        }
    }

    /** Data of twice the size is the same model in units of 2: log p falls by ln 2. */
    @Test
    void theBoundIsInTheUnitsOfTheData() {
        Points data = normals(500);
        double one = measured(new Linear(new Circle(6), 1, 1, 1), data, 2, Variance.MODEL, 0)
                .value();
        double two = measured(new Linear(new Circle(6), 1, 1, 2), scaled(data, 2), 2, Variance.MODEL, 0)
                .value();
        assertThat(two).isCloseTo(one + Math.log(2), within(1e-5));
    }

    /** A cell of width Δ has the density times Δ, for a Δ that is small beside the decoder's deviation of 0.2 or so. */
    @Test
    void fineCellsCostTheDensityLessTheirWidth() {
        Points data = normals(500);
        Linear model = new Linear(new Circle(6), 1, 1, 1);
        double nats = measured(model, data, 2, Variance.MODEL, 0).value();
        double bits = measured(model, data, 2, Variance.MODEL, 1e-3).value();
        assertThat(bits * Math.log(2)).isCloseTo(nats - Math.log(1e-3), within(0.03));
    }

    @Test
    void theCellsOfAllValuesHaveProbabilityOne() {
        float[] values = new float[17];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Points all = new Points(values, 17, 1);
        FakeEvaluation evaluation = FakeEvaluation.between(all, all);
        Decoder decoder = Decoder.ofCells(evaluation, evaluation.heldOut(), new double[] {8}, 1);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.exp(-decoder.cost(i, 0, values[i] / 8 - 1, 0.33, Math.log(0.04)));
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void aCellFarInEitherTailKeepsItsProbability() {
        assertThat(Decoder.between(10, 11)).isEqualTo(Decoder.between(-11, -10)).isBetween(7e-24, 8e-24);
    }

    @Test
    void aModelWithoutAPathHasNoBound() {
        Points data = normals(10);
        VariationalBound metric = new VariationalBound(new VariationalBound.Config(2, Variance.MODEL, 0, 10));
        assertThatThrownBy(() -> metric.measure(FakeEvaluation.between(data, data)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("Gaussian path");
    }
}
