package dev.rheo.plugins.solvers.diffusion;

import static dev.rheo.api.component.TraitNames.DYNAMICS_SCORE;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.PATH_ONE_SIDED;
import static dev.rheo.api.component.TraitNames.SOLVER_BACKWARD;

import dev.rheo.api.component.Problems;
import dev.rheo.api.component.Traits;

/**
 * What follows from a choice of churn, for the solvers that have one. By diffusion there is no way back: g grows without
 * bound towards the source of many paths.
 */
final class ChurnTraits {
    private ChurnTraits() {}

    static Traits of(Churn churn, double factor) {
        if (churn == Churn.NONE || factor == 0) {
            return Needs.deterministicOnGrid();
        }
        Traits traits = Needs.stochasticOnGrid()
                .requires(PATH_GAUSSIAN, "the noise of its steps is measured by the noise that the path has")
                .requires(
                        DYNAMICS_SCORE,
                        "noise of its own has to be made up for by the score, or the samples leave the path's marginals");
        return churn == Churn.DIFFUSION
                ? traits.requires(
                        PATH_ONE_SIDED, "only a one-sided path is the marginal of a diffusion, whose g it uses")
                : traits.provides(SOLVER_BACKWARD);
    }

    static void check(Churn churn, double factor, Problems problems) {
        if (churn != Churn.NONE && factor == 0) {
            problems.warning(
                    "factor",
                    "a factor of 0 makes the solver deterministic",
                    "write churn: none, or raise the factor; 1 is usual");
        }
    }
}
