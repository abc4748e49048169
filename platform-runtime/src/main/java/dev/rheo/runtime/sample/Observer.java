package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;

/**
 * Sees the state at the requested times, counted as they were given, with the time that it really has: a solver with fixed
 * steps stops near them. The array is lent: copy what is to stay.
 */
@FunctionalInterface
public interface Observer {
    void at(int index, double t, NDArray x);
}
