package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/** The base rate throughout, after the warm-up. */
@RheoComponent(name = "constant", summary = "The base learning rate throughout, after an optional warm-up.")
public final class ConstantRate implements LearningRateSchedule {
    /** Options. */
    public record Config(@Inline Warmup rise) implements ComponentConfig {}

    private final Config config;

    @Inject
    public ConstantRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        return config.rise.factor(step);
    }
}
