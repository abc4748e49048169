package dev.rheo.testkit.guidance;

import dev.rheo.api.sample.Guidance;
import dev.rheo.api.time.Interval;
import java.util.function.DoubleFunction;

/**
 * Guidance under test.
 *
 * @param weighted the guidance with another weight: 1 for the conditional field, 0 for the unconditional one
 * @param interval flow times at which it mixes the two; outside, it follows the conditional field
 */
public record GuidanceSubject(DoubleFunction<Guidance> weighted, Interval interval) {}
