package dev.rheo.runtime.sample;

import dev.rheo.api.random.Draws;

/** The conditions that a sample is asked for, in standardised units. Thread-safe. */
@FunctionalInterface
public interface ConditionChoice {
    /**
     * @param draws the randomness that labels have too, addressed by row
     * @return one number for each condition, which the caller leaves as they are
     */
    float[] conditions(Draws draws, long row);
}
