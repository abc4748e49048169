package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/**
 * A power of what is left of the run, from 1 (after the warm-up) to {@code floor}, which the step after the last would
 * have.
 */
@RheoComponent(
        name = "polynomial",
        summary = "Falls like a power of the remaining steps from the base rate to a floor, after an optional warm-up.",
        source = "Chen et al. 2018 (DeepLab), poly policy")
public final class PolynomialRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(
                    value = "Power p of (1 − progress)^p; 1 is the schedule linear, more falls faster at first.",
                    defaultsTo = "0.9",
                    min = 0,
                    above = true)
            double power,

            @Option(value = "Rate at the end, as a fraction of the base rate.", defaultsTo = "0", min = 0, max = 1)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public PolynomialRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        double height = Math.pow(1 - config.rise.progress(step, steps), config.power);
        return config.rise.factor(step) * (config.floor + (1 - config.floor) * height);
    }
}
