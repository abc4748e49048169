package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** A step rule that is not a Runge–Kutta method: SDE, ancestral, multistep, predictor–corrector … */
public interface StepSolver extends Solver {
    /** A solve of one batch: holds what a multistep rule remembers. Used by one thread. */
    Solve begin(Problem problem);

    /** One solve. */
    interface Solve {
        /**
         * The state at {@code to}, a new array owned by the manager of {@code x}. Called for the intervals between
         * {@link Problem#times} in their order. Arrays kept for later steps have to be attached to {@code memory}, which
         * lives as long as the solve.
         *
         * @param to below {@code from} when the solve runs from data to source
         */
        NDArray step(NDArray x, double from, double to, StepNoise noise, NDManager memory);
    }
}
