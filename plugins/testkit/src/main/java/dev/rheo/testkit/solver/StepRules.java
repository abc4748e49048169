package dev.rheo.testkit.solver;

import static dev.rheo.api.component.TraitNames.SOLVER_AT_END;
import static dev.rheo.api.component.TraitNames.SOLVER_ON_GRID;
import static dev.rheo.api.component.TraitNames.SOLVER_STOCHASTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.oracle.MixtureDynamics;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of solvers that are not Runge–Kutta methods. They are driven along a curved path with exact fields: of a
 * Gaussian, on which the law of their end states is known exactly, and of a mixture in the plane, where it is sampled.
 */
public final class StepRules {
    private static final GaussianPath PATH = new CircularPath();
    private static final GaussianLaw DATA = new GaussianLaw(0.7, 0.36);
    private static final GaussianMixture MIXTURE = GaussianMixture.example();
    private static final double LOWER = 0.2;
    private static final double UPPER = 0.8;
    private static final int[] STEPS = {16, 32, 64, 128};

    /** How far an observed order may stay below the one promised; laws of lower orders are further off. */
    private static final double SLACK = 0.4;

    private static final int ROWS = 2000;
    private static final SlicedDistance DISTANCE = new SlicedDistance(MIXTURE, ROWS);

    private StepRules() {}

    /** All rules. */
    public static List<Rule<StepSubject>> all() {
        return List.of(
                new Rule<>(
                        "S5",
                        "on a Gaussian target the law at the end converges to the path's at the promised order",
                        Status.OPTIONAL,
                        subject -> subject.order() > 0,
                        subject -> order(subject, LOWER, UPPER)),
                new Rule<>(
                        "S6",
                        "a mixture is reached from noise",
                        Status.OPTIONAL.stochastic(2000, 1e-7),
                        StepSubject::reaches,
                        StepRules::marginal),
                new Rule<>(
                        "S10",
                        "with solver.ode or solver.backward the way back leads to the source's law at the promised order",
                        Status.OPTIONAL,
                        subject -> subject.goesBack() && subject.order() > 0,
                        subject -> order(subject, UPPER, LOWER)),
                new Rule<>(
                        "SC4",
                        "without solver.ode or solver.backward the way back is refused",
                        subject -> !subject.goesBack(),
                        StepRules::refusesTheWayBack),
                new Rule<>(
                        "SC5",
                        "with solver.on-grid, the model is asked at the last time if and only if solver.at-end is stated",
                        Status.OPTIONAL,
                        subject -> subject.claims(SOLVER_ON_GRID),
                        subject -> assertThat(walk(subject, 8, 2, 0).asked().last() == 1)
                                .as("asks at the end")
                                .isEqualTo(subject.claims(SOLVER_AT_END))),
                new Rule<>("SS1", "a sample does not depend on the batch it is solved in", StepRules::batches),
                new Rule<>(
                        "SS2",
                        "with solver.on-grid the model is asked at the times of the grid alone",
                        Status.OPTIONAL,
                        subject -> subject.claims(SOLVER_ON_GRID),
                        StepRules::grid),
                new Rule<>("SS3", "noise is drawn if and only if solver.stochastic is stated", StepRules::noise),
                new Rule<>("SS4", "a step asks the model no more often than promised", StepRules::evaluations),
                new Rule<>("SS5", "what a solve keeps does not grow with its steps", StepRules::memory),
                new Rule<>("SS6", "samples are finite, however few the steps", StepRules::finite));
    }

    private static void refusesTheWayBack(StepSubject subject) {
        assertThatThrownBy(() ->
                        GaussianLaw.after(subject.withSteps().apply(4), PATH, DATA, Walk.uniform(UPPER, LOWER, 4)))
                .as("a solve from data to source")
                .isInstanceOf(RuntimeException.class);
    }

    private static void order(StepSubject subject, double from, double to) {
        double[] x = new double[STEPS.length];
        double[] y = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            GaussianLaw end = GaussianLaw.after(
                    subject.withSteps().apply(STEPS[i]), PATH, DATA, Walk.uniform(from, to, STEPS[i]));
            x[i] = -Math.log(STEPS[i]);
            y[i] = Math.log(end.distance(GaussianLaw.of(PATH, DATA, to)));
        }
        assertThat(Math.exp(y[0]))
                .as("error of mean and deviation in " + STEPS[0] + " steps")
                .isLessThan(0.15);
        assertThat(ObservedOrder.slope(x, y)).as("observed order").isGreaterThan(subject.order() - SLACK);
    }

    /**
     * n = 2000 in 100 steps. The threshold is the floor's mean and eight of its deviations, over twenty samples of the
     * target itself; draws are fixed, so there are no false alarms.
     */
    private static void marginal(StepSubject subject) {
        double[] end = walk(subject, 100, ROWS, 0).end();
        assertThat(DISTANCE.to(end)).as("squared sliced distance to the target").isLessThan(DISTANCE.threshold(8));
    }

    private static void batches(StepSubject subject) {
        double[] together = walk(subject, 7, 6, 0).end();
        double[] first = walk(subject, 7, 4, 0).end();
        double[] last = walk(subject, 7, 2, 4).end();
        assertThat(first).as("rows 0 … 3 alone").containsExactly(Arrays.copyOf(together, 8), within(1e-12));
        assertThat(last).as("rows 4 and 5 alone").containsExactly(Arrays.copyOfRange(together, 8, 12), within(1e-12));
    }

    private static void grid(StepSubject subject) {
        for (double time : walk(subject, 8, 2, 0).asked()) {
            assertThat(time * 8).as("eight times the time asked for").isEqualTo(Math.rint(time * 8));
        }
    }

    private static void noise(StepSubject subject) {
        assertThat(walk(subject, 8, 2, 0).draws() > 0).as("draws noise").isEqualTo(subject.claims(SOLVER_STOCHASTIC));
    }

    private static void evaluations(StepSubject subject) {
        assertThat(walk(subject, 10, 2, 0).evaluations())
                .as("evaluations in ten steps")
                .isPositive()
                .isLessThanOrEqualTo(10L * subject.evaluations());
    }

    private static void memory(StepSubject subject) {
        assertThat(walk(subject, 40, 2, 0).arraysKept())
                .as("arrays kept over 40 steps, where 10 steps keep "
                        + walk(subject, 10, 2, 0).arraysKept())
                .isLessThanOrEqualTo(walk(subject, 10, 2, 0).arraysKept());
    }

    private static void finite(StepSubject subject) {
        for (int steps = 1; steps <= 4; steps++) {
            finite(walk(subject, steps, 3, 0), steps + " steps from source to data");
            if (subject.goesBack()) {
                finite(walk(subject, Walk.uniform(1, 0, steps), 3, 0), steps + " steps from data to source");
            }
        }
    }

    private static void finite(Walk.Seen seen, String what) {
        for (double[] state : seen.states()) {
            for (double x : state) {
                assertThat(x).as("a number in " + what).isFinite();
            }
        }
    }

    private static Walk.Seen walk(StepSubject subject, int steps, int rows, int firstRow) {
        return walk(subject, Walk.uniform(0, 1, steps), rows, firstRow);
    }

    private static Walk.Seen walk(StepSubject subject, double[] times, int rows, int firstRow) {
        double[] start = new double[2 * rows];
        var draws = new RandomStreams(21).at("start", 0);
        for (int i = 0; i < start.length; i++) {
            start[i] = draws.gaussian(firstRow + i / 2, i % 2);
        }
        StepSolver solver = subject.withSteps().apply(times.length - 1);
        return new Walk(solver, new MixtureDynamics(PATH, MIXTURE), times).from(start, 2, Noise.gaussian(22, firstRow));
    }
}
