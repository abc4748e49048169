package dev.rheo.api.sample;

import static dev.rheo.api.component.TraitNames.SOLVER_AT_END;
import static dev.rheo.api.component.TraitNames.SOLVER_FIXED_STEPS;
import static dev.rheo.api.component.TraitNames.SOLVER_ODE;
import static dev.rheo.api.component.TraitNames.SOLVER_ON_GRID;

import dev.rheo.api.component.Traits;

/** The traits of Runge–Kutta methods, so that a solver's configuration states them in one line. */
public final class SolverTraits {
    private SolverTraits() {}

    /** Fixed steps with stages between the times of the grid. */
    public static Traits fixedSteps() {
        return Traits.of(SOLVER_ODE, SOLVER_FIXED_STEPS);
    }

    /** Fixed steps whose stages all lie at their beginning. */
    public static Traits fixedStepsOnGrid() {
        return fixedSteps().provides(SOLVER_ON_GRID);
    }

    /** Fixed steps whose stages lie at their beginning and end. */
    public static Traits fixedStepsOnGridToTheEnd() {
        return fixedStepsOnGrid().provides(SOLVER_AT_END);
    }

    /** Steps of the solver's own choice. */
    public static Traits adaptive() {
        return Traits.of(SOLVER_ODE);
    }
}
