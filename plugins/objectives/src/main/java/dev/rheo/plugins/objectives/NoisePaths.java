package dev.rheo.plugins.objectives;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.ObjectiveTraits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;

/** What objectives of denoising ask of their path, said once. */
final class NoisePaths {
    private NoisePaths() {}

    /** Regression of one prediction that stands for the score. */
    static Traits score() {
        return ObjectiveTraits.regression()
                .requires(
                        TraitNames.PATH_SCORE,
                        "the noise that is added to a datum tells the score of the marginals only on a one-sided path"
                                + " whose noise is independent of the datum")
                .requires(TraitNames.PATH_GAUSSIAN, "its targets and weights are made of the s of a Gaussian path");
    }

    /** The path as one with coefficients. */
    static GaussianPath of(ProbabilityPath path) {
        if (path instanceof GaussianPath gaussian) {
            return gaussian;
        }
        throw new IllegalArgumentException("this objective needs a Gaussian path, x_t = a x1 + s x0");
    }
}
