package dev.rheo.plugins.solvers.diffusion;

import static dev.rheo.api.component.TraitNames.DYNAMICS_SCORE;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.PATH_ONE_SIDED;
import static dev.rheo.api.component.TraitNames.SOLVER_BACKWARD;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.Traits;

/**
 * How much noise a solver adds, and what follows from it. By diffusion there is no way back: g grows without bound towards the
 * source of many paths.
 *
 * @param churn the family
 * @param factor multiplies e²
 */
public record AddedNoise(
        @Option(
                value =
                        "The noise e(t) of the SDE: none (the ODE), constant (e² = factor), diffusion (e² = factor · g²,"
                                + " Anderson's reverse SDE), vanishing (e² = factor · 2s). No step draws more than the noise s"
                                + " of the path, so e² is at most s²/|h|.",
                defaultsTo = "diffusion",
                source = "Song et al. 2021, eq. 6; Ma et al. 2024, section 3.4")
        Churn churn,

        @Option(
                value = "Multiplies e²; 0 is the ODE.",
                defaultsTo = "1",
                min = 0,
                unit = "for constant churn squared (standardised) data per flow time",
                source = "Ma et al. 2024, eq. 5")
        double factor) {
    Traits traits() {
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

    void check(Problems problems) {
        if (churn != Churn.NONE && factor == 0) {
            problems.warning(
                    "factor",
                    "a factor of 0 makes the solver deterministic",
                    "write churn: none, or raise the factor; 1 is usual");
        }
    }
}
