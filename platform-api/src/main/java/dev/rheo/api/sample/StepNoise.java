package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;

/** Standard normal noise of one step, addressed by (seed, step, sample), so it does not depend on batch splitting. */
public interface StepNoise {
    /**
     * Noise of the shape of {@code like}, owned by its manager.
     *
     * @param use tells draws within one step apart, counted from 0
     */
    NDArray gaussian(NDArray like, int use);
}
