package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/** x_t = t x1 + (1 − (1 − σ_min) t) x0 with x0 ~ N(0, I): the one-sided reading of the straight path. */
@RheoComponent(
        name = "cond-ot",
        summary = "Straight conditional paths from a standard Gaussian to a small Gaussian around each datum.",
        formula = "x_t = t x1 + (1 − (1 − σ_min) t) x0",
        source = "Lipman et al. 2023, eq. 20-23")
public final class CondOtPath implements GaussianPath {
    public record Config(
            @Option(
                    value = "Standard deviation left at t = 1; above 0 the score stays finite there.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    below = true,
                    unit = "(standardised) data",
                    source = "Lipman et al. 2023, eq. 20")
            double sigmaMin)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }
    }

    private final double shrinkage;

    @Inject
    public CondOtPath(Config config) {
        this.shrinkage = 1 - config.sigmaMin();
    }

    @Override
    public double a(double t) {
        return t;
    }

    @Override
    public double b(double t) {
        return 0;
    }

    @Override
    public double s(double t) {
        return 1 - shrinkage * t;
    }

    @Override
    public double da(double t) {
        return 1;
    }

    @Override
    public double db(double t) {
        return 0;
    }

    @Override
    public double ds(double t) {
        return -shrinkage;
    }

    /** From t/(1 − (1 − σ_min) t) = exp(λ/2). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        return domain().clip(1 / (shrinkage + Math.exp(-logSnr / 2)));
    }
}
