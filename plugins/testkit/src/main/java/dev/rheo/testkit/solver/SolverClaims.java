package dev.rheo.testkit.solver;

import static dev.rheo.api.component.TraitNames.SOLVER_AT_END;
import static dev.rheo.api.component.TraitNames.SOLVER_FIXED_STEPS;
import static dev.rheo.api.component.TraitNames.SOLVER_ODE;
import static dev.rheo.api.component.TraitNames.SOLVER_ON_GRID;
import static dev.rheo.api.component.TraitNames.SOLVER_STOCHASTIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Stepping.Fixed;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.List;
import java.util.function.Predicate;

/** The rules on what a solver's configuration claims by trait. */
public final class SolverClaims {
    private static final Predicate<SolverSubject> RUNGE_KUTTA = subject -> subject.solver() instanceof RungeKuttaSolver;

    private SolverClaims() {}

    /** All rules; those that do not speak of a solver leave it alone. */
    public static List<Rule<SolverSubject>> all() {
        return List.of(
                new Rule<>(
                        "SC1",
                        "solver.fixed-steps is provided exactly by a solver that takes the steps of a grid",
                        subject -> assertThat(subject.provides(SOLVER_FIXED_STEPS))
                                .as(SOLVER_FIXED_STEPS)
                                .isEqualTo(subject.solver().stepping() instanceof Fixed)),
                new Rule<>(
                        "SC2", "a Runge–Kutta method provides solver.ode, and draws no noise", RUNGE_KUTTA, subject -> {
                            assertThat(subject.provides(SOLVER_ODE))
                                    .as(SOLVER_ODE)
                                    .isTrue();
                            assertThat(subject.provides(SOLVER_STOCHASTIC))
                                    .as(SOLVER_STOCHASTIC)
                                    .isFalse();
                        }),
                new Rule<>(
                        "SC3",
                        "solver.on-grid is provided exactly by a Runge–Kutta method in fixed steps whose stages lie at"
                                + " their ends",
                        RUNGE_KUTTA,
                        subject -> assertThat(subject.provides(SOLVER_ON_GRID))
                                .as(SOLVER_ON_GRID)
                                .isEqualTo(onGrid(subject))),
                new Rule<>(
                        "SC5",
                        "with solver.on-grid, a Runge–Kutta method provides solver.at-end exactly if a stage lies at the end",
                        Status.OPTIONAL,
                        RUNGE_KUTTA.and(subject -> subject.provides(SOLVER_ON_GRID)),
                        subject -> assertThat(subject.provides(SOLVER_AT_END))
                                .as(SOLVER_AT_END)
                                .isEqualTo(((RungeKuttaSolver) subject.solver())
                                        .tableau()
                                        .c()
                                        .contains(1.0))));
    }

    private static boolean onGrid(SolverSubject subject) {
        return subject.solver().stepping() instanceof Fixed
                && subject.solver() instanceof RungeKuttaSolver method
                && method.tableau().c().stream().allMatch(c -> c == 0 || c == 1);
    }
}
