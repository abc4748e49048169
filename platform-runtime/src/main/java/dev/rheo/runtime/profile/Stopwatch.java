package dev.rheo.runtime.profile;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Sums up the time of phases over all threads. A lap ends where the next one begins:
 *
 * <pre>{@code
 * long at = watch.start();
 * …
 * at = watch.lap(Phase.DATA, at);
 * }</pre>
 *
 * Thread-safe; laps of one sequence are of one thread.
 */
public final class Stopwatch {
    private final LongSupplier nanoTime;
    private final boolean runs;
    private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);

    private Stopwatch(LongSupplier nanoTime, boolean runs) {
        this.nanoTime = nanoTime;
        this.runs = runs;
        for (Phase phase : Phase.values()) {
            nanos.put(phase, new LongAdder());
        }
    }

    /** @param nanoTime a clock as {@link System#nanoTime} */
    public static Stopwatch running(LongSupplier nanoTime) {
        return new Stopwatch(nanoTime, true);
    }

    /** One that measures nothing and costs next to nothing. */
    public static Stopwatch off() {
        return new Stopwatch(() -> 0, false);
    }

    public boolean runs() {
        return runs;
    }

    public long start() {
        return nanoTime.getAsLong();
    }

    /** Counts the time since {@code since} to a phase, and returns now. */
    public long lap(Phase phase, long since) {
        long now = nanoTime.getAsLong();
        if (now != since) {
            add(phase, now - since);
        }
        return now;
    }

    /** Moves time that was counted to one phase to another. */
    public void move(Phase from, Phase to, long amount) {
        add(from, -amount);
        add(to, amount);
    }

    /** Nanoseconds of a phase so far. */
    public long nanos(Phase phase) {
        return adder(phase).sum();
    }

    private void add(Phase phase, long amount) {
        adder(phase).add(amount);
    }

    private LongAdder adder(Phase phase) {
        return java.util.Objects.requireNonNull(nanos.get(phase));
    }
}
