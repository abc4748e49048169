package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Divergence.Probe;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.toy.ToyModel;
import dev.rheo.runtime.toy.ToyPairs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** L1 … L3 of the reference, on fields whose likelihood is known in closed form. */
class LikelihoodSolverTest {
    private static final ToyPairs.Fading STRAIGHT = new ToyPairs.Fading();
    private static final MixtureField MIXTURE = MixtureField.plane(STRAIGHT);
    private static final Divergence EXACT = Divergence.exact();
    private static final float[] STATES = {1.4f, 0.3f, -1, 1, 0.3f, -1.5f, 0.2f, 0.4f, 2.5f, 1.6f};
    private static final Solver CAREFUL = Methods.tolerance(1e-5);

    private final TorchEngine engine = TorchEngine.start();

    LikelihoodSolverTest() {
        engine.enterThread(1);
    }

    private static double[] normal(Points rows) {
        double[] density = new double[rows.count()];
        for (int i = 0; i < rows.values().length; i++) {
            double x = rows.values()[i];
            density[i / rows.dimension()] -= 0.5 * (x * x + Math.log(2 * Math.PI));
        }
        return density;
    }

    private double[] solve(
            ProbabilityPath path, Solver solver, Field field, Divergence divergence, long firstRow, float... states) {
        int d = 2;
        Points rows = new Points(states, states.length / d, d);
        try (NDManager manager = engine.newManager()) {
            return new LikelihoodSolver(path, solver, new ToyModel.Even(), LikelihoodSolverTest::normal)
                    .solve(manager, field, rows, new Shape(d), divergence, new RandomStreams(6), firstRow);
        }
    }

    private double[] exact(Field field) {
        return solve(STRAIGHT, CAREFUL, field, EXACT, 0, STATES);
    }

    /** u = A x with A = (p q; r s). */
    private record Linear(double p, double q, double r, double s) implements DifferentiableField {
        @Override
        public NDArray at(NDArray x, double t) {
            return x.matMul(
                    x.getManager().create(new float[] {(float) p, (float) r, (float) q, (float) s}, new Shape(2, 2)));
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            NDArray a =
                    x.getManager().create(new float[] {(float) p, (float) q, (float) r, (float) s}, new Shape(2, 2));
            return new Pullback(at(x, t), cotangent.matMul(a));
        }
    }

    @Test
    void theExactFieldOfAMixtureHasItsDensity() {
        double[] density = exact(MIXTURE);
        for (int row = 0; row < density.length; row++) {
            double expected = MIXTURE.logDensity(STATES[2 * row], STATES[2 * row + 1]);
            assertThat(density[row]).as("row " + row).isCloseTo(expected, within(5e-3));
        }
    }

    @Test
    void fixedStepsFindTheSameDensity() {
        double[] density = solve(STRAIGHT, Methods.steps(Methods.RK4, 50), MIXTURE, EXACT, 0, STATES);
        for (int row = 0; row < density.length; row++) {
            double expected = MIXTURE.logDensity(STATES[2 * row], STATES[2 * row + 1]);
            assertThat(density[row]).as("row " + row).isCloseTo(expected, within(5e-3));
        }
    }

    @Test
    void aDivergenceOfTheWrongSignWouldBeSeen() {
        DifferentiableField wrong = new DifferentiableField() {
            @Override
            public NDArray at(NDArray x, double t) {
                return MIXTURE.at(x, t);
            }

            @Override
            public Pullback pullback(NDArray x, double t, NDArray cotangent) {
                Pullback right = MIXTURE.pullback(x, t, cotangent);
                return new Pullback(right.value(), right.product().neg());
            }
        };
        double[] density = exact(wrong);
        assertThat(Math.abs(density[0] - MIXTURE.logDensity(STATES[0], STATES[1])))
                .isGreaterThan(0.5);
    }

    /** log p = log N(e^(−A) x) − tr A; here A is nilpotent plus a multiple of I. */
    @Test
    void aLinearFieldAddsItsTrace() {
        double[] density = exact(new Linear(0.5, 0.8, 0, 0.5));
        for (int row = 0; row < density.length; row++) {
            double x = STATES[2 * row];
            double y = STATES[2 * row + 1];
            double shrink = Math.exp(-0.5);
            double expected =
                    normal(new Points(new float[] {(float) (shrink * (x - 0.8 * y)), (float) (shrink * y)}, 1, 2))[0]
                            - 1;
            assertThat(density[row]).as("row " + row).isCloseTo(expected, within(1e-3));
        }
    }

    @Test
    void theScaleOfThePathsBeginningCounts() {
        ToyPairs.Exploding path = new ToyPairs.Exploding();
        double scale = path.sourceScale();
        double[] density = solve(path, CAREFUL, new Linear(0, 0, 0, 0), EXACT, 0, 10, -20);
        double expected = -0.5 * 500 / (scale * scale) - Math.log(2 * Math.PI) - 2 * Math.log(scale);
        assertThat(scale).isGreaterThan(1);
        assertThat(density[0]).isCloseTo(expected, within(1e-4));
    }

    @Test
    void thereAndBackTheDensityIsUnchanged() {
        try (NDManager manager = engine.newManager()) {
            Shape shape = new Shape(5, 2);
            Trace trace = Trace.of(EXACT, manager, shape, new RandomStreams(6), 0);
            AugmentedField field = new AugmentedField(MIXTURE, trace, shape);
            NDArray begun = AugmentedField.begin(manager.create(STATES, shape));
            NDArray there = walk(manager, Route.backward(STRAIGHT, new ToyModel.Even()), field, begun);
            NDArray back = walk(manager, Route.forward(STRAIGHT, new ToyModel.Even()), field, there);
            float[] expected = begun.toFloatArray();
            float[] actual = back.toFloatArray();
            assertThat(Math.abs(there.toFloatArray()[2])).isGreaterThan(0.1f);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-3f));
            }
        }
    }

    private static NDArray walk(NDManager manager, Route route, Field field, NDArray from) {
        Dynamics dynamics = () -> field;
        return new SolveLoop(route, new double[0], (i, t, x) -> {}, ErrorNorm.mixed(2))
                .solve(manager, CAREFUL, dynamics, from, step -> {
                    throw new AssertionError("no noise");
                })
                .end();
    }

    /** n = 2000 probes at one point; false-alarm rate 6e-5 for each distribution. */
    @Test
    void estimatesAreRightOnAverage() {
        int n = 2000;
        float[] states = new float[2 * n];
        for (int i = 0; i < n; i++) {
            states[2 * i] = 0.3f;
            states[2 * i + 1] = 0.4f;
        }
        for (Probe probe : Probe.values()) {
            double[] density =
                    solve(STRAIGHT, Methods.steps(Methods.RK4, 20), MIXTURE, new Divergence(1, probe, 1), 0, states);
            double expected = solve(STRAIGHT, Methods.steps(Methods.RK4, 20), MIXTURE, EXACT, 0, 0.3f, 0.4f)[0];
            double mean = Arrays.stream(density).average().orElseThrow();
            double variance =
                    Arrays.stream(density).map(x -> (x - mean) * (x - mean)).sum() / (n - 1);
            assertThat(variance).as(probe + " varies").isGreaterThan(1e-4);
            assertThat(mean).as("mean of " + probe).isCloseTo(expected, within(4 * Math.sqrt(variance / n)));
        }
    }

    /** The variance of one probe is 2 (|J|² − Σ J_ii²) for signs, 2 |J|² for Gaussians, J symmetric. */
    @Test
    void signsAreExactWhereTheDerivativeIsDiagonal() {
        Linear diagonal = new Linear(0.5, 0, 0, -0.25);
        double expected = exact(diagonal)[0];
        assertThat(solve(STRAIGHT, CAREFUL, diagonal, new Divergence(0, Probe.RADEMACHER, 1), 0, STATES)[0])
                .isCloseTo(expected, within(1e-4));
        assertThat(solve(STRAIGHT, CAREFUL, diagonal, new Divergence(0, Probe.GAUSSIAN, 1), 0, STATES)[0])
                .isNotCloseTo(expected, within(1e-2));
    }

    @Test
    void severalProbesAreAveraged() {
        Solver steps = Methods.steps(Methods.RK4, 10);
        double[] many = solve(STRAIGHT, steps, MIXTURE, new Divergence(0, Probe.GAUSSIAN, 400), 0, STATES);
        double[] exact = solve(STRAIGHT, steps, MIXTURE, EXACT, 0, STATES);
        assertThat(many[3]).isCloseTo(exact[3], within(0.5));
        assertThat(many[3]).isNotEqualTo(exact[3]);
    }

    @Test
    void aRowsProbeDoesNotDependOnItsBatch() {
        Solver steps = Methods.steps(Methods.RK4, 10);
        Divergence estimate = new Divergence(0, Probe.GAUSSIAN, 2);
        double[] whole = solve(STRAIGHT, steps, MIXTURE, estimate, 7, STATES);
        double[] tail = solve(STRAIGHT, steps, MIXTURE, estimate, 9, Arrays.copyOfRange(STATES, 4, 10));
        double[] moved = solve(STRAIGHT, steps, MIXTURE, estimate, 8, Arrays.copyOfRange(STATES, 4, 10));
        for (int i = 0; i < 3; i++) {
            assertThat(tail[i]).isCloseTo(whole[i + 2], within(1e-5));
        }
        assertThat(moved[0]).isNotCloseTo(whole[2], within(1e-5));
    }

    @Test
    void theErrorOfTheDensityIsNotDilutedByTheState() {
        try (NDManager manager = engine.newManager()) {
            NDArray errors = manager.create(new float[] {0, 0, 0, 3, 0, 0, 0, 4}, new Shape(2, 4));
            NDArray state = manager.create(new float[] {6, 6, 6, 1, 6, 6, 6, 1}, new Shape(2, 4));
            assertThat(ErrorNorm.mixed(3).of(errors)).isCloseTo(Math.sqrt(12.5), within(1e-6));
            assertThat(ErrorNorm.mixed(3).of(state)).isCloseTo(6, within(1e-6));
            assertThat(ErrorNorm.ROOT_MEAN_SQUARE.of(errors)).isCloseTo(Math.sqrt(25 / 8.0), within(1e-6));
        }
    }

    @Test
    void aVelocityThatCannotBeDifferentiatedIsRefused() {
        assertThatThrownBy(() -> exact((x, t) -> x.mul(2)))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("not a DifferentiableField");
    }

    @Test
    void aSolverThatDrawsNoiseIsRefused() {
        assertThatThrownBy(() -> solve(STRAIGHT, new Methods.EulerMaruyama(4), MIXTURE, EXACT, 0, STATES))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("draws noise");
    }

    @Test
    void aSolverThatAsksForMoreThanTheVelocityIsRefused() {
        StepSolver wrong = new StepSolver() {
            @Override
            public Stepping stepping() {
                return new Stepping.Fixed(4);
            }

            @Override
            public Solve begin(Problem problem) {
                Field denoised = problem.dynamics().denoised().orElseThrow();
                return (x, from, to, noise, memory) -> denoised.at(x, to);
            }
        };
        assertThatThrownBy(() -> solve(STRAIGHT, wrong, MIXTURE, EXACT, 0, STATES))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("by the velocity alone");
    }

    @Test
    void rescheduledFieldsKeepTheDensity() {
        double r = Math.PI / 2;
        RescheduledTest.Given turned = new RescheduledTest.Given(
                "turned",
                STRAIGHT.domain(),
                t -> Math.sin(r * t),
                t -> Math.sin(r * (1 - t)),
                t -> r * Math.cos(r * t),
                t -> -r * Math.cos(r * (1 - t)));
        Dynamics dynamics = new Rescheduled(() -> MIXTURE, STRAIGHT, turned);
        double[] density = solve(turned, CAREFUL, dynamics.velocity(), EXACT, 0, 0.3f, 0.4f);
        assertThat(density[0]).isCloseTo(MIXTURE.logDensity(0.3, 0.4), within(5e-3));
    }
}
