package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/** Half a cosine from 1 (after the warm-up) to {@code floor}, which the step after the last would have. */
@RheoComponent(
        name = "cosine",
        summary = "Falls like half a cosine from the base rate to a floor, after an optional warm-up.",
        source = "Loshchilov, Hutter 2017, eq. 5, without restarts")
public final class CosineRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(value = "Rate at the end, as a fraction of the base rate.", defaultsTo = "0", min = 0, max = 1)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public CosineRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        double progress = config.rise.progress(step, steps);
        double height = 0.5 * (1 + Math.cos(Math.PI * progress));
        return config.rise.factor(step) * (config.floor + (1 - config.floor) * height);
    }
}
