package dev.rheo.runtime.manifest;

import dev.rheo.api.component.Option;

/** When training ends before its last step: the section {@code train.stopEarly}. */
public record StopEarly(
        @Option("The metric that judges, one of 'evaluate'; of several numbers that it gives, the first.")
        String metric,

        @Option(value = "Evaluations in a row without improvement that end the training.", defaultsTo = "5", min = 1)
        int patience,

        @Option(value = "A smaller change of the metric is no improvement.", defaultsTo = "0", min = 0)
        double minDelta) {}
