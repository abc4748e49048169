package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = x1 + σ x0 with σ(τ) = (σ_min^{1/ρ} + τ (σ_max^{1/ρ} − σ_min^{1/ρ}))^ρ, τ = 1 − t: the diffusion whose natural time
 * is σ itself, laid out so that a uniform time grid is that of EDM's sampler (ρ = 7). With ρ = 1 flow time is linear in σ.
 */
@RheoComponent(
        name = "edm",
        summary =
                "The diffusion of EDM: an unscaled datum under noise of standard deviation σ, from sigmaMax to sigmaMin.",
        formula = "x_t = x1 + σ x0, σ = (σ_min^(1/ρ) + τ (σ_max^(1/ρ) − σ_min^(1/ρ)))^ρ, τ = 1 − t",
        source = "Karras et al. 2022, eq. 5 and table 1")
public final class EdmPath extends VarianceExplodingPath {
    public record Config(
            @Option(
                    value = "Standard deviation of the noise that is left at t = 1.",
                    defaultsTo = "0.002",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Karras et al. 2022, table 1")
            double sigmaMin,

            @Option(
                    value = "Standard deviation of the noise at t = 0.",
                    defaultsTo = "80",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Karras et al. 2022, table 1")
            double sigmaMax,

            @Option(
                    value =
                            "How much of flow time belongs to small noise: 1 makes time linear in the noise, larger values"
                                    + " give the end next to the data more.",
                    defaultsTo = "7",
                    min = 1,
                    max = 100,
                    source = "Karras et al. 2022, eq. 5")
            double rho)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }

        @Override
        public void check(Problems problems) {
            NoiseRange.check(sigmaMin, sigmaMax, problems);
        }
    }

    private final double rho;
    private final double least;
    private final double range;

    @Inject
    public EdmPath(Config config) {
        super(0);
        this.rho = config.rho();
        this.least = Math.pow(config.sigmaMin(), 1 / rho);
        this.range = Math.pow(config.sigmaMax(), 1 / rho) - least;
    }

    @Override
    public double s(double t) {
        return Math.pow(root(t), rho);
    }

    @Override
    public double ds(double t) {
        return -rho * range * Math.pow(root(t), rho - 1);
    }

    /** σ^{1/ρ}. */
    private double root(double t) {
        return least + (1 - t) * range;
    }

    @Override
    double tauOf(double sigma) {
        return (Math.pow(sigma, 1 / rho) - least) / range;
    }
}
