package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.random.Normal;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/**
 * logit t ~ N(mean, std²) in flow time. Stable Diffusion 3 counts time from the data, so its location m is minus
 * this {@code mean}; diffusers' {@code logit_mean} has the sign used here. EDM's log-normal noise levels (−1.2, 1.2) are
 * mean 1.2, std 1.2 on the straight path.
 */
@RheoComponent(
        name = "logit-normal",
        summary = "Training times concentrated around the middle, or shifted towards data or noise.",
        formula = "logit t = mean + std z, z ~ N(0, 1)",
        source = "Esser et al. 2024, eq. 19, with time reversed")
public final class LogitNormalTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value =
                            "Location of logit t: positive moves training towards the data, negative towards the source."
                                    + " Minus the location m of Stable Diffusion 3.",
                    defaultsTo = "0",
                    min = -10,
                    max = 10,
                    unit = "logits of flow time",
                    source = "Esser et al. 2024, section 3.1")
            double mean,

            @Option(
                    value = "Standard deviation of logit t.",
                    defaultsTo = "1",
                    min = 0.01,
                    max = 10,
                    unit = "logits of flow time",
                    source = "Esser et al. 2024, section 3.1")
            double std)
            implements ComponentConfig {}

    private final double mean;
    private final double std;

    @Inject
    public LogitNormalTimesteps(Config config) {
        this.mean = config.mean();
        this.std = config.std();
    }

    @Override
    public double quantile(double u) {
        return 1 / (1 + Math.exp(-(mean + std * Normal.quantile(u))));
    }

    @Override
    public double cumulative(double t) {
        return Normal.cumulative(standard(t));
    }

    @Override
    public double density(double t) {
        return t <= 0 || t >= 1 ? 0 : Normal.density(standard(t)) / (std * t * (1 - t));
    }

    /** (logit t − mean) / std, infinite at the ends. */
    private double standard(double t) {
        return (Math.log(t) - Math.log1p(-t) - mean) / std;
    }
}
