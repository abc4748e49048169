package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples in training units.
 *
 * @param points the samples, in order
 * @param source where each began
 * @param labels the label each was asked for, or null
 * @param snapshots the states at the requested times, each of all samples
 * @param statistics of all batches together
 */
public record Drawn(
        Points points, Points source, int @Nullable [] labels, List<Snapshot> snapshots, SolveStatistics statistics) {
    /** All samples at one time, which is the nearest that the solver stopped at. */
    public record Snapshot(double t, Points points) {}
}
