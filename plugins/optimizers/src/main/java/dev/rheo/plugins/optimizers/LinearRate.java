package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/** A straight line from 1 (after the warm-up) to {@code floor}, which the step after the last would have. */
@RheoComponent(
        name = "linear",
        summary = "Falls along a straight line from the base rate to a floor, after an optional warm-up.",
        source = "Devlin et al. 2019, appendix A.2")
public final class LinearRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(value = "Rate at the end, as a fraction of the base rate.", defaultsTo = "0", min = 0, max = 1)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public LinearRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        double height = 1 - config.rise.progress(step, steps);
        return config.rise.factor(step) * (config.floor + (1 - config.floor) * height);
    }
}
