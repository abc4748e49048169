package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/** t ~ Beta(α, β) in flow time, density ∝ t^(α − 1) (1 − t)^(β − 1). */
@RheoComponent(
        name = "beta",
        summary = "Training times of a beta distribution, by default towards the source.",
        formula = "density ∝ t^(alpha − 1) (1 − t)^(beta − 1)",
        source = "Black et al. 2024, appendix B")
public final class BetaTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value = "Exponent of t, plus 1: above 1 fewer times near the source, below 1 more.",
                    defaultsTo = "1",
                    min = 0.3,
                    max = 100,
                    source = "Black et al. 2024, appendix B")
            double alpha,

            @Option(
                    value = "Exponent of 1 − t, plus 1: above 1 fewer times near the data, below 1 more.",
                    defaultsTo = "1.5",
                    min = 0.3,
                    max = 100,
                    source = "Black et al. 2024, appendix B")
            double beta)
            implements ComponentConfig {}

    private final IncompleteBeta law;
    private final double mean;

    @Inject
    public BetaTimesteps(Config config) {
        this.law = new IncompleteBeta(config.alpha(), config.beta());
        this.mean = config.alpha() / (config.alpha() + config.beta());
    }

    @Override
    public double quantile(double u) {
        return u <= 0 ? 0 : u >= 1 ? 1 : Inverse.of(law::regularized, law::slope, u, mean);
    }

    @Override
    public double cumulative(double t) {
        return law.regularized(t);
    }

    @Override
    public double density(double t) {
        return t < 0 || t > 1 ? 0 : law.slope(t);
    }
}
