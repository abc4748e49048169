package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/**
 * 1 until step {@code reference}, then √(reference / step), the form of Karras et al. 2024. With a warm-up to the reference
 * it is that of Vaswani et al. 2017, eq. 3, over its largest value; their steps count from 1.
 */
@RheoComponent(
        name = "inverse-sqrt",
        summary = "Falls with the root of the step, from a reference step on, after an optional warm-up.",
        source = "Vaswani et al. 2017, eq. 3; Karras et al. 2024 (EDM2)")
public final class InverseSqrtRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Inline Warmup rise,

            @Option(
                    value =
                            "Step from which the base rate falls (t_ref of EDM2); the end of the warm-up if that is later.",
                    defaultsTo = "1000",
                    min = 1)
            long reference)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public InverseSqrtRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        double reference = Math.max(config.reference, config.rise.warmup());
        return config.rise.factor(step) / Math.sqrt(Math.max(1, step / reference));
    }
}
