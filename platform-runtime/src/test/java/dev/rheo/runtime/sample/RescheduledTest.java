package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.engine.TorchEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** On the exact fields of a Gaussian mixture in one dimension, which every one-sided path carries to the same places. */
class RescheduledTest {
    private static final double[] WEIGHTS = {0.35, 0.65};
    private static final double[] MEANS = {-1.2, 0.9};
    private static final double[] VARIANCES = {0.09, 0.25};
    private static final double[] STATES = {-2.1, -0.4, 0.3, 1.7};

    /** Two functions of time and their derivatives. */
    record Given(
            String name,
            Interval domain,
            DoubleUnaryOperator scale,
            DoubleUnaryOperator noise,
            DoubleUnaryOperator slope,
            DoubleUnaryOperator fall)
            implements GaussianPath {
        @Override
        public double a(double t) {
            return scale.applyAsDouble(t);
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return noise.applyAsDouble(t);
        }

        @Override
        public double da(double t) {
            return slope.applyAsDouble(t);
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return fall.applyAsDouble(t);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final double R = Math.PI / 2;
    private static final GaussianPath STRAIGHT =
            new Given("straight", Interval.UNIT, t -> t, t -> 1 - t, t -> 1, t -> -1);
    private static final GaussianPath TRIGONOMETRIC = new Given(
            "trigonometric",
            Interval.UNIT,
            t -> Math.sin(R * t),
            t -> Math.sin(R * (1 - t)),
            t -> R * Math.cos(R * t),
            t -> -R * Math.cos(R * (1 - t)));
    /** VP with β = 14 τ. */
    private static final GaussianPath PRESERVING = new Given(
            "variance preserving",
            new Interval(0, 0.999),
            t -> Math.exp(-3.5 * square(1 - t)),
            t -> Math.sqrt(-Math.expm1(-7 * square(1 - t))),
            t -> 7 * (1 - t) * Math.exp(-3.5 * square(1 - t)),
            t -> -7 * (1 - t) * Math.exp(-7 * square(1 - t)) / Math.sqrt(-Math.expm1(-7 * square(1 - t))));
    /** VE from 40 to 0.005. */
    private static final GaussianPath EXPLODING = new Given(
            "variance exploding",
            Interval.UNIT,
            t -> 1,
            t -> 0.005 * Math.pow(8000, 1 - t),
            t -> 0,
            t -> -Math.log(8000) * 0.005 * Math.pow(8000, 1 - t));

    private static final List<GaussianPath> PATHS = List.of(STRAIGHT, TRIGONOMETRIC, PRESERVING, EXPLODING);

    private static double square(double x) {
        return x * x;
    }

    /** The exact views of the mixture. */
    private record Exact(GaussianPath on) implements Dynamics {
        @Override
        public Field velocity() {
            return view((x, t) -> on.da(t) * denoised(x, t) - on.ds(t) * on.s(t) * score(x, t));
        }

        @Override
        public Optional<Field> score() {
            return Optional.of(view(this::score));
        }

        @Override
        public Optional<Field> denoised() {
            return Optional.of(view(this::denoised));
        }

        @Override
        public Optional<GaussianPath> path() {
            return Optional.of(on);
        }

        private interface Function {
            double at(double x, double t);
        }

        private static Field view(Function function) {
            return (x, t) -> {
                double[] values = x.toDoubleArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = function.at(values[i], t);
                }
                return x.getManager().create(values, x.getShape());
            };
        }

        private double score(double x, double t) {
            return expected(x, t, false);
        }

        private double denoised(double x, double t) {
            return expected(x, t, true);
        }

        private double expected(double x, double t, boolean datum) {
            double a = on.a(t);
            double s = on.s(t);
            double sum = 0;
            double total = 0;
            for (int k = 0; k < WEIGHTS.length; k++) {
                double variance = a * a * VARIANCES[k] + s * s;
                double away = (x - a * MEANS[k]) / variance;
                double share = WEIGHTS[k] * Math.exp(-away * away * variance / 2) / Math.sqrt(variance);
                total += share;
                sum += share * (datum ? MEANS[k] + a * VARIANCES[k] * away : -away);
            }
            return sum / total;
        }
    }

    @Test
    void everyViewIsThatOfTheOtherPath() {
        for (GaussianPath from : PATHS) {
            for (GaussianPath to : PATHS) {
                Dynamics moved = new Rescheduled(new Exact(from), from, to);
                Dynamics exact = new Exact(to);
                for (double r : new double[] {0.3, 0.5, 0.7, 0.9}) {
                    String what = from + " along " + to + " at " + r;
                    same(moved.velocity(), exact.velocity(), r, "velocity of " + what);
                    same(moved.score().orElseThrow(), exact.score().orElseThrow(), r, "score of " + what);
                    same(moved.denoised().orElseThrow(), exact.denoised().orElseThrow(), r, "datum of " + what);
                }
            }
        }
    }

    private static void same(Field actual, Field expected, double r, String what) {
        double[] ones = at(actual, r, STATES);
        double[] others = at(expected, r, STATES);
        for (int i = 0; i < ones.length; i++) {
            assertThat(ones[i]).as(what).isCloseTo(others[i], within(1e-8 * (1 + Math.abs(others[i]))));
        }
    }

    private static double[] at(Field field, double t, double... states) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.create(states, new Shape(states.length, 1));
            double[] result = field.at(x, t).toDoubleArray();
            assertThat(x.toDoubleArray()).as("x after the call").containsExactly(states);
            return result;
        }
    }

    @Test
    void theNewPathIsTheOneThatSolversSee() {
        Dynamics moved = new Rescheduled(new Exact(STRAIGHT), STRAIGHT, EXPLODING);
        assertThat(moved.path()).containsSame(EXPLODING);
    }

    /**
     * The velocity of eq. 2.2 of the reference, (c'/c) x + c t' u(x/c, t), with c' and t' by central differences of step
     * 1e-5: 1e-7 of truncation.
     */
    @Test
    void theVelocityIsThatOfThePublishedFormula() {
        Exact trained = new Exact(TRIGONOMETRIC);
        Dynamics moved = new Rescheduled(trained, TRIGONOMETRIC, STRAIGHT);
        DoubleUnaryOperator time = r -> TRIGONOMETRIC.timeOfLogSnr(STRAIGHT.logSnr(r));
        DoubleUnaryOperator scale = r -> STRAIGHT.s(r) / TRIGONOMETRIC.s(time.applyAsDouble(r));
        for (double r : new double[] {0.2, 0.5, 0.8}) {
            double c = scale.applyAsDouble(r);
            double dc = (scale.applyAsDouble(r + 1e-5) - scale.applyAsDouble(r - 1e-5)) / 2e-5;
            double dt = (time.applyAsDouble(r + 1e-5) - time.applyAsDouble(r - 1e-5)) / 2e-5;
            double u = at(trained.velocity(), time.applyAsDouble(r), 0.7 / c)[0];
            assertThat(at(moved.velocity(), r, 0.7)[0]).isCloseTo(dc / c * 0.7 + c * dt * u, within(1e-6));
        }
    }

    /** Between exact ends the flow of every path is the same monotone map; leaks at t = 0 and noise left at t = 1 bend it. */
    @Test
    void samplesAreCarriedToTheSamePlaces() {
        double[] starts = {-1.6, -0.5, 0.2, 1.1};
        double[] expected = carried(new Exact(STRAIGHT), STRAIGHT, starts);
        for (GaussianPath from : PATHS) {
            for (GaussianPath to : PATHS) {
                double[] ends = carried(new Rescheduled(new Exact(from), from, to), to, starts);
                for (int i = 0; i < ends.length; i++) {
                    assertThat(ends[i])
                            .as(from + " along " + to + " from " + starts[i])
                            .isCloseTo(expected[i], within(0.06));
                }
            }
        }
    }

    @Test
    void betweenPathsWithExactEndsTheyAgreeToTheErrorOfTheSolver() {
        double[] starts = {-1.6, -0.5, 0.2, 1.1};
        double[] expected = carried(new Exact(STRAIGHT), STRAIGHT, starts);
        double[] ends = carried(new Rescheduled(new Exact(TRIGONOMETRIC), TRIGONOMETRIC, STRAIGHT), STRAIGHT, starts);
        for (int i = 0; i < ends.length; i++) {
            assertThat(ends[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    private static double[] carried(Dynamics dynamics, GaussianPath along, double[] starts) {
        double[] scaled = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            scaled[i] = along.sourceScale() * starts[i];
        }
        Interval domain = along.domain();
        return new Solving(domain.from(), domain.to())
                .solve(Methods.steps(Methods.RK4, 400), dynamics.velocity(), scaled)
                .x();
    }

    /** The straight path is noisier than VP at the start and cleaner at the end; the model rests at its own ends there. */
    @Test
    void beyondTheNoiseOfTheTrainedPathTheFieldStaysFinite() {
        Dynamics moved = new Rescheduled(new Exact(PRESERVING), PRESERVING, STRAIGHT);
        double[] begin = at(moved.velocity(), 0, STATES);
        double[] exact = at(new Exact(STRAIGHT).velocity(), 0, STATES);
        double[] end = at(moved.velocity(), 1, STATES);
        for (int i = 0; i < STATES.length; i++) {
            assertThat(begin[i]).isCloseTo(exact[i], within(0.1));
            assertThat(end[i]).isFinite();
        }
        assertThat(PRESERVING.domain(Prediction.VELOCITY, Prediction.DATA)).isEqualTo(PRESERVING.domain());
    }

    @Test
    void aModelWithoutScoreHasNoneAlongAnotherPath() {
        Dynamics plain = () -> new Exact(STRAIGHT).velocity();
        Dynamics moved = new Rescheduled(plain, STRAIGHT, TRIGONOMETRIC);
        assertThat(moved.score()).isEmpty();
        assertThat(moved.denoised()).isEmpty();
    }
}
