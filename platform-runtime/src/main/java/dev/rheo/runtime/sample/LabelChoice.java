package dev.rheo.runtime.sample;

import dev.rheo.api.random.Draws;

/** The label that a sample is asked for. Thread-safe. */
@FunctionalInterface
public interface LabelChoice {
    /** @param draws the randomness of labels, addressed by row */
    int label(Draws draws, long row);
}
