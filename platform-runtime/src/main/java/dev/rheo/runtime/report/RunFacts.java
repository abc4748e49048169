package dev.rheo.runtime.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was run, where, and how it ended.
 *
 * @param name the experiment's name
 * @param id the run's id
 * @param status one word, for example {@code completed}, {@code interrupted}, {@code diverged}
 * @param reason why it ended so, empty if it just completed
 * @param started when it began, null if unknown
 * @param duration wall-clock time, null if unknown
 * @param seed of every random stream
 * @param steps training steps taken
 * @param parameterHash of the final parameters, empty if there are none
 * @param environment engine, threads, JDK, processor and the like, in the order to show
 */
public record RunFacts(
        String name,
        String id,
        String status,
        String reason,
        @Nullable Instant started,
        @Nullable Duration duration,
        long seed,
        long steps,
        String parameterHash,
        List<Fact> environment) {
    public RunFacts {
        environment = List.copyOf(environment);
    }

    /** A labelled value. */
    public record Fact(String label, String value) {}
}
