package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;

/** x + ε ∇ log p + √(2ε) z. */
final class LangevinStep {
    private LangevinStep() {}

    /** The arrays of score and z are used up. */
    static NDArray of(NDArray x, NDArray score, NDArray z, double epsilon) {
        return score.muli(epsilon).addi(x).addi(z.muli(Math.sqrt(2 * epsilon)));
    }
}
