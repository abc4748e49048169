package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Transition;

/** The mean that ancestral steps have in common. */
final class Ancestral {
    private Ancestral() {}

    /** E[x_to | x_from = x, x1 = D] = κ x + (a' − a κ) D with κ = (a/a') n'²/n². */
    static NDArray mean(Denoiser denoiser, NDArray x, double from, Transition step) {
        double ofState = step.kappa();
        return Denoiser.blend(x, ofState, denoiser.at(x, from), step.ofData(ofState));
    }
}
