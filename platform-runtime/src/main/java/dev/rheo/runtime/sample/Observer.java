package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;

/** Sees the state at the requested times. The array is lent: copy what is to stay. */
@FunctionalInterface
public interface Observer {
    void at(double t, NDArray x);
}
