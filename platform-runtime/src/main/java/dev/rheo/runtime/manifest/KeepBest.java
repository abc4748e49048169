package dev.rheo.runtime.manifest;

import dev.rheo.api.component.Option;

/** Checkpoints that stay because their evaluation was good: the section {@code train.keepBest}. */
public record KeepBest(
        @Option("The metric that judges, one of 'evaluate'; of several numbers that it gives, the first.")
        String metric,

        @Option(value = "How many checkpoints stay.", defaultsTo = "1", min = 1, max = 1000)
        int count) {}
