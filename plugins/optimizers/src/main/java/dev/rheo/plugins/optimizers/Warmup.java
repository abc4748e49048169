package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.Option;

/** A linear rise at the beginning: step k of a warm-up of n has the factor (k + 1) / n. */
record Warmup(
        @Option(value = "Steps over which the rate rises linearly to its full value.", defaultsTo = "0", min = 0)
        long warmup) {
    double factor(long step) {
        return step < warmup ? (step + 1.0) / warmup : 1;
    }

    /** How much of the run after the rise is over: 0 in the rise and on the first step after it, 1 after the last step. */
    double progress(long step, long steps) {
        return Math.min(1, Math.max(0, step - warmup) / Math.max(1.0, steps - warmup));
    }
}
