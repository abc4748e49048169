package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.Normal;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/**
 * ln σ ~ N(mean, std²) for the noise level σ = s/a of whatever one-sided path the experiment has. On the straight path
 * t = 1/(1 + σ), and this is the logit-normal law of location −mean.
 */
@RheoComponent(
        name = "edm-log-normal",
        summary = "Log-normal noise levels, on any one-sided path.",
        formula = "ln(s/a) ~ N(mean, std²)",
        source = "Karras et al. 2022, table 1")
public final class EdmLogNormalTimesteps extends LogSnrTimesteps {
    public record Config(
            @Option(
                    value = "Mean of ln σ: a smaller one moves training towards the data.",
                    defaultsTo = "-1.2",
                    min = -20,
                    max = 20,
                    unit = "ln of the noise level, relative to the data",
                    source = "Karras et al. 2022, table 1")
            double mean,

            @Option(
                    value = "Standard deviation of ln σ.",
                    defaultsTo = "1.2",
                    min = 0.01,
                    max = 20,
                    unit = "ln of the noise level",
                    source = "Karras et al. 2022, table 1")
            double std)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LogSnrTimesteps.traits();
        }
    }

    @Inject
    public EdmLogNormalTimesteps(Config config, ProbabilityPath path) {
        super(path, Interval.UNIT, new LogNormal(-2 * config.mean(), 2 * config.std()));
    }

    /** λ = −2 ln σ. */
    private record LogNormal(double mean, double std) implements Law {
        @Override
        public double quantile(double u) {
            return mean + std * Normal.quantile(u);
        }

        @Override
        public double cumulative(double logSnr) {
            return Normal.cumulative((logSnr - mean) / std);
        }

        @Override
        public double density(double logSnr) {
            return Normal.density((logSnr - mean) / std) / std;
        }
    }
}
