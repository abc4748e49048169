package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;

/** A step rule that is not a Runge–Kutta method: SDE, ancestral, multistep, predictor–corrector … */
public interface StepSolver extends Solver {
    /** A solve of one batch: holds what a multistep rule remembers. Used by one thread. */
    Solve begin(Dynamics dynamics);

    /** One solve. */
    interface Solve {
        /**
         * The state at {@code to}, a new array owned by the manager of {@code x}. Arrays kept for later steps have to
         * be attached to {@code memory}, which lives as long as the solve.
         */
        NDArray step(NDArray x, double from, double to, StepNoise noise, ai.djl.ndarray.NDManager memory);
    }
}
