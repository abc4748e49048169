package dev.rheo.runtime.pairs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches the coupling while minibatches are made: its time, plans that did not converge, and every so many minibatches what it did
 * with its samples. Thread-safe.
 */
public final class CouplingMeter {
    private final long every;
    private final LongAdder nanos = new LongAdder();
    private final LongAdder plans = new LongAdder();
    private final LongAdder unconverged = new LongAdder();
    private final Map<Long, PairStatistics> statistics = new ConcurrentHashMap<>();

    /** @param every looks at every so many minibatches; 0 at none */
    public CouplingMeter(long every) {
        this.every = every;
    }

    /** One that looks at nothing. */
    public static CouplingMeter off() {
        return new CouplingMeter(0);
    }

    void planned(Coupled coupled) {
        nanos.add(coupled.nanos());
        plans.increment();
        if (!coupled.pairs().plan().converged()) {
            unconverged.increment();
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

    /** Nanoseconds that the coupling took so far, over all threads. */
    public long nanos() {
        return nanos.sum();
    }

    /** Plans made so far. */
    public long plans() {
        return plans.sum();
    }

    /** Plans so far that did not converge. */
    public long unconverged() {
        return unconverged.sum();
    }
}
