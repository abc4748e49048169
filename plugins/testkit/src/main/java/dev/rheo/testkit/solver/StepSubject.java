package dev.rheo.testkit.solver;

import static dev.rheo.api.component.TraitNames.SOLVER_BACKWARD;
import static dev.rheo.api.component.TraitNames.SOLVER_ODE;

import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.StepSolver;
import java.util.function.IntFunction;

/**
 * A step rule as its rules examine it, and what it promises beside its traits.
 *
 * @param withSteps the solver, configured for so many steps
 * @param traits of its configuration
 * @param order at which the law of its end states converges to the path's; 0 promises no order
 * @param reaches whether a hundred steps carry noise to the data
 * @param evaluations of the model in a step, at most
 */
public record StepSubject(
        IntFunction<StepSolver> withSteps, Traits traits, double order, boolean reaches, int evaluations) {
    /** A sampler. */
    public StepSubject(IntFunction<StepSolver> withSteps, Traits traits, double order, int evaluations) {
        this(withSteps, traits, order, true, evaluations);
    }

    /** A baseline that need not come near the data. */
    public static StepSubject baseline(IntFunction<StepSolver> withSteps, Traits traits, int evaluations) {
        return new StepSubject(withSteps, traits, 0, false, evaluations);
    }

    boolean claims(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }

    boolean goesBack() {
        return claims(SOLVER_ODE) || claims(SOLVER_BACKWARD);
    }
}
