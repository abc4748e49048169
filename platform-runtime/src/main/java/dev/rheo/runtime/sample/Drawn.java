package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Samples in training units.
 *
 * @param points the samples, in order
 * @param source where each began
 * @param labels the label each was asked for, or null
 * @param conditions what each was asked for, standardised, or null
 * @param snapshots the states at the requested times, each of all samples
 * @param statistics of all batches together
 */
public record Drawn(
        Points points,
        Points source,
        int @Nullable [] labels,
        @Nullable Points conditions,
        List<Snapshot> snapshots,
        SolveStatistics statistics) {
    public Drawn(
            Points points,
            Points source,
            int @Nullable [] labels,
            @Nullable Points conditions,
            List<Snapshot> snapshots,
            SolveStatistics statistics) {
        this.points = points;
        this.source = source;
        this.labels = labels;
        this.conditions = conditions;
        this.snapshots = List.copyOf(snapshots);
        this.statistics = statistics;
    }

    /** All samples at one time, which is the nearest that the solver stopped at. */
    public record Snapshot(double t, Points points) {}

    /** The samples of successive batches, at least one, as one. */
    static Drawn joined(List<Drawn> batches) {
        Drawn first = batches.get(0);
        if (batches.size() == 1) {
            return first;
        }
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < first.snapshots.size(); i++) {
            int index = i;
            snapshots.add(new Snapshot(
                    first.snapshots.get(i).t(),
                    joinedPoints(batches.stream()
                            .map(b -> b.snapshots.get(index).points())
                            .toList())));
        }
        return new Drawn(
                joinedPoints(batches.stream().map(Drawn::points).toList()),
                joinedPoints(batches.stream().map(Drawn::source).toList()),
                joinedLabels(batches),
                first.conditions == null
                        ? null
                        : joinedPoints(batches.stream()
                                .map(batch -> Objects.requireNonNull(batch.conditions))
                                .toList()),
                snapshots,
                batches.stream().map(Drawn::statistics).reduce(SolveStatistics.NONE, SolveStatistics::plus));
    }

    private static Points joinedPoints(List<Points> parts) {
        int d = parts.get(0).dimension();
        int count = parts.stream().mapToInt(Points::count).sum();
        float[] values = new float[Math.multiplyExact(count, d)];
        int at = 0;
        for (Points part : parts) {
            System.arraycopy(part.values(), 0, values, at, part.count() * d);
            at += part.count() * d;
        }
        return new Points(values, count, d);
    }

    private static int @Nullable [] joinedLabels(List<Drawn> batches) {
        return batches.get(0).labels == null
                ? null
                : batches.stream()
                        .flatMapToInt(batch -> java.util.Arrays.stream(Objects.requireNonNull(batch.labels)))
                        .toArray();
    }
}
