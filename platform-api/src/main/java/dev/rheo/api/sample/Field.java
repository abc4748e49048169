package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;

/**
 * A function of state and flow time, of the state's shape: a velocity, a score, a denoiser. The result is a new array
 * owned by the manager of {@code x}; {@code x} is left as it is.
 */
@FunctionalInterface
public interface Field {
    NDArray at(NDArray x, double t);
}
