package dev.rheo.runtime.pairs;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Watches the coupling while minibatches are made: its time, plans that did not converge, and every so many minibatches what it did
 * with its samples. What it tells of minibatches does not depend on how far ahead others are made. Thread-safe.
 */
public final class CouplingMeter {
    private final long every;
    private final NavigableMap<Long, Planned> plans = new ConcurrentSkipListMap<>();
    private final Map<Long, PairStatistics> statistics = new ConcurrentHashMap<>();

    /** @param every looks at every so many minibatches; 0 at none */
    public CouplingMeter(long every) {
        this.every = every;
    }

    /** One that looks at nothing. */
    public static CouplingMeter off() {
        return new CouplingMeter(0);
    }

    /**
     * What making plans took.
     *
     * @param plans how many
     * @param nanos nanoseconds, over all threads
     * @param unconverged how many did not converge
     */
    public record Plans(long plans, long nanos, long unconverged) {}

    private record Planned(long nanos, boolean converged) {}

    /** A plan for minibatches from {@code first} on; one made again replaces the earlier. */
    void planned(long first, Coupled coupled) {
        if (every > 0) {
            plans.put(first, new Planned(coupled.nanos(), coupled.pairs().plan().converged()));
        }
    }

    void made(long minibatch, Coupled coupled) {
        if (every > 0 && (minibatch + 1) % every == 0) {
            statistics.put(minibatch, PairStatistics.of(coupled));
        }
    }

    /** What was seen at a minibatch, given once. */
    public Optional<PairStatistics> take(long minibatch) {
        return Optional.ofNullable(statistics.remove(minibatch));
    }

    /** The plans that minibatches before {@code end} began, each given once; all of these must have been made. */
    public Plans takePlans(long end) {
        long count = 0;
        long nanos = 0;
        long unconverged = 0;
        NavigableMap<Long, Planned> begun = plans.headMap(end, false);
        for (Planned plan : begun.values()) {
            count++;
            nanos += plan.nanos();
            unconverged += plan.converged() ? 0 : 1;
        }
        begun.clear();
        return new Plans(count, nanos, unconverged);
    }
}
