package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.LearningRateSchedule;
import jakarta.inject.Inject;

/**
 * From {@code start} to 1 and on to {@code floor} on the last step, along half a cosine each: PyTorch's OneCycleLR with
 * two phases. The momentum, which OneCycleLR can move the other way, stays as it is.
 */
@RheoComponent(
        name = "one-cycle",
        summary = "Rises along half a cosine to the base rate, then falls along another to far below its start.",
        source = "Smith, Topin 2018, in the form of PyTorch's OneCycleLR")
public final class OneCycleRate implements LearningRateSchedule {
    /** Options. */
    public record Config(
            @Option(
                    value = "Part of the run over which the rate rises (pct_start).",
                    defaultsTo = "0.3",
                    min = 0,
                    max = 1)
            double rise,

            @Option(
                    value = "Rate on the first step, as a fraction of the base rate (1 / div_factor).",
                    defaultsTo = "0.04",
                    min = 0,
                    max = 1,
                    above = true)
            double start,

            @Option(
                    value =
                            "Rate on the last step, as a fraction of the base rate (1 / (div_factor final_div_factor)).",
                    defaultsTo = "4e-6",
                    min = 0,
                    max = 1,
                    above = true)
            double floor)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public OneCycleRate(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step, long steps) {
        double peak = config.rise * steps - 1;
        double last = steps - 1;
        if (step < peak) {
            return between(config.start, 1, step / peak);
        }
        return between(1, config.floor, last > peak ? Math.min(1, (step - peak) / (last - peak)) : 0);
    }

    private static double between(double from, double to, double progress) {
        double height = 0.5 * (1 + Math.cos(Math.PI * progress));
        return from * height + to * (1 - height);
    }
}
