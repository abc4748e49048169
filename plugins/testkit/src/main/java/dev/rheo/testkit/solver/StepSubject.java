package dev.rheo.testkit.solver;

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
 * @param reversible whether it also goes from data to source
 */
public record StepSubject(
        IntFunction<StepSolver> withSteps,
        Traits traits,
        double order,
        boolean reaches,
        int evaluations,
        boolean reversible) {
    /** From source to data. */
    public static StepSubject forward(IntFunction<StepSolver> withSteps, Traits traits, double order, int evaluations) {
        return new StepSubject(withSteps, traits, order, true, evaluations, false);
    }

    /** In either direction. */
    public static StepSubject reversible(
            IntFunction<StepSolver> withSteps, Traits traits, double order, int evaluations) {
        return new StepSubject(withSteps, traits, order, true, evaluations, true);
    }

    /** A baseline that does not come near the data. */
    public static StepSubject baseline(IntFunction<StepSolver> withSteps, Traits traits, int evaluations) {
        return new StepSubject(withSteps, traits, 0, false, evaluations, false);
    }

    boolean claims(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }
}
