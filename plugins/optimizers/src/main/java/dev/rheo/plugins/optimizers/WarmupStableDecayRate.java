package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/**
 * 1 after the warm-up, and over the last part of the run a fall to {@code floor}, which the step after the last would
 * have. The fall begins on a whole step, and not before the end of the warm-up.
 */
@RheoComponent(
        name = "warmup-stable-decay",
        summary = "Holds the base rate after an optional warm-up, then falls to a floor in the last part of the run.",
        source = "Hu et al. 2024 (MiniCPM), section 4; Hägele et al. 2024 for the shapes of the fall")
public final class WarmupStableDecayRate implements LearningRateSchedule {
    /** How the rate falls. */
    public enum Shape {
        LINEAR,
        SQRT,
        COSINE
    }

    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(
                    value = "Part of the run over which the rate falls.",
                    defaultsTo = "0.2",
                    min = 0,
                    max = 1,
                    above = true)
            double decay,

            @Option(
                    value =
                            "How it falls, with u growing from 0 to 1: linear 1 − u, sqrt 1 − √u, cosine (1 + cos πu)/2.",
                    defaultsTo = "linear")
            Shape shape,

            @Option(value = "Rate at the end, as a fraction of the base rate.", defaultsTo = "0", min = 0, max = 1)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public WarmupStableDecayRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        long fall = Math.max(1, Math.round(config.decay * steps));
        double progress = new Warmup(Math.max(config.rise.warmup(), steps - fall)).progress(step, steps);
        return config.rise.factor(step) * (config.floor + (1 - config.floor) * height(progress));
    }

    private double height(double progress) {
        return switch (config.shape) {
            case LINEAR -> 1 - progress;
            case SQRT -> 1 - Math.sqrt(progress);
            case COSINE -> 0.5 * (1 + Math.cos(Math.PI * progress));
        };
    }
}
