package dev.rheo.testkit.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping.Adaptive;
import dev.rheo.api.sample.Stepping.Fixed;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The rules of solvers. S1 … S8 are those of the mathematical reference and examine what a Runge–Kutta method does, in
 * float64 and without the host's loop; ST1 … ST6 examine what it states. The two overlap on purpose: a wrong weight is
 * named by the condition it violates, and by the motion that it spoils.
 */
public final class SolverRules {
    private static final Predicate<Solver> RUNGE_KUTTA = RungeKuttaSolver.class::isInstance;
    private static final Predicate<Solver> ADAPTIVE = RUNGE_KUTTA.and(solver -> solver.stepping() instanceof Adaptive);
    private static final Predicate<Solver> EMBEDDED =
            RUNGE_KUTTA.and(solver -> method(solver).tableau().error() != null);
    private static final Predicate<Solver> FIRST_SAME_AS_LAST =
            RUNGE_KUTTA.and(solver -> method(solver).tableau().firstSameAsLast());

    private static final Predicate<Solver> DENSE =
            RUNGE_KUTTA.and(solver -> method(solver).tableau().interpolant() != null);

    private SolverRules() {}

    /** All rules; those that do not speak of a solver leave it alone. */
    public static List<Rule<Solver>> all() {
        return List.of(
                new Rule<>(
                        "S1",
                        "the observed order is the stated one",
                        RUNGE_KUTTA,
                        solver -> MotionRules.order(method(solver).tableau())),
                new Rule<>(
                        "S2",
                        "a method of order p integrates t^(p−1) exactly",
                        RUNGE_KUTTA,
                        solver -> MotionRules.quadrature(method(solver).tableau())),
                new Rule<>(
                        "S3",
                        "a rotation is followed, and undone backwards",
                        RUNGE_KUTTA,
                        solver -> MotionRules.rotation(method(solver).tableau())),
                new Rule<>(
                        "S4",
                        "adaptive steps keep the error near the tolerance and survive a stiff start",
                        ADAPTIVE.and(EMBEDDED),
                        solver -> MotionRules.adaptive(method(solver))),
                new Rule<>(
                        "S8",
                        "a straight field is followed exactly by one step",
                        RUNGE_KUTTA,
                        solver -> MotionRules.straight(method(solver).tableau())),
                new Rule<>(
                        "S12",
                        "states inside the steps are as accurate as the interpolant's order says",
                        Status.OPTIONAL,
                        DENSE,
                        solver -> MotionRules.inside(method(solver).tableau())),
                new Rule<>(
                        "ST1",
                        "stage times are the row sums of a",
                        RUNGE_KUTTA,
                        solver -> CoefficientRules.rowSums(method(solver).tableau())),
                new Rule<>(
                        "ST2",
                        "the order conditions hold up to the stated order, and no further",
                        RUNGE_KUTTA,
                        solver -> CoefficientRules.order(method(solver).tableau())),
                new Rule<>(
                        "ST3",
                        "the error weights sum to 0 and belong to a solution of the stated embedded order",
                        Status.OPTIONAL,
                        EMBEDDED,
                        solver -> CoefficientRules.embedded(method(solver).tableau())),
                new Rule<>(
                        "ST4",
                        "a last stage that is the first of the next step is the solution",
                        Status.OPTIONAL,
                        FIRST_SAME_AS_LAST,
                        solver ->
                                CoefficientRules.firstSameAsLast(method(solver).tableau())),
                new Rule<>("ST5", "the steps are chosen in a way that the host can follow", SolverRules::stepping),
                new Rule<>(
                        "ST6",
                        "the interpolant has its order, and is the solution at the end of the step",
                        Status.OPTIONAL,
                        DENSE,
                        solver -> CoefficientRules.interpolant(method(solver).tableau())));
    }

    private static RungeKuttaSolver method(Solver solver) {
        return (RungeKuttaSolver) solver;
    }

    private static void stepping(Solver solver) {
        assertThat(solver)
                .as("a solver is a Runge–Kutta method or a step rule")
                .isInstanceOfAny(RungeKuttaSolver.class, StepSolver.class);
        if (solver.stepping() instanceof Adaptive adaptive) {
            assertThat(EMBEDDED.test(solver))
                    .as("adaptive steps come with an error estimate")
                    .isTrue();
            assertThat(adaptive.rtol() + adaptive.atol()).as("rtol + atol").isPositive();
            assertThat(Math.min(adaptive.rtol(), adaptive.atol()))
                    .as("rtol and atol")
                    .isNotNegative();
            assertThat(adaptive.safety()).as("safety").isBetween(0.1, 1.0);
            assertThat(adaptive.minFactor()).as("smallest change").isBetween(1e-3, 1.0);
            assertThat(adaptive.maxFactor()).as("largest change").isGreaterThan(1);
            assertThat(adaptive.maxSteps()).as("attempts").isPositive();
        } else {
            Fixed fixed = (Fixed) Objects.requireNonNull(solver.stepping());
            assertThat(fixed.steps()).as("steps").isPositive();
        }
    }
}
