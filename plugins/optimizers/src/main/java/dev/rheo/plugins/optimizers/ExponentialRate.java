package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/** floor^progress, from 1 (after the warm-up) to {@code floor}, which the step after the last would have. */
@RheoComponent(
        name = "exponential",
        summary = "Falls by the same factor on every step, to a floor at the end, after an optional warm-up.")
public final class ExponentialRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(
                    value = "Rate at the end, as a fraction of the base rate: the decay over the whole run after the"
                            + " warm-up. On each of n steps the rate falls by the factor floor^(1/n).",
                    defaultsTo = "0.01",
                    min = 0,
                    max = 1,
                    above = true)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public ExponentialRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        return config.rise.factor(step) * Math.pow(config.floor, config.rise.progress(step, steps));
    }
}
