package dev.rheo.api.evaluate;

import dev.rheo.api.data.Points;

/**
 * A time point that training left out: where the flow carries the rows before it, and the rows that were really there. In
 * original units.
 *
 * @param time flow time of the time point
 * @param from flow time of the one before it that training has, 0 for the source
 * @param start rows there, or source samples
 * @param carried the same rows, carried along the flow from {@code from} to {@code time}
 * @param actual rows of the time point
 */
public record Interpolation(double time, double from, Points start, Points carried, Points actual) {}
