package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/** x_t = t x1 + (1 − t) x0 + σ ε. With σ = 0 rectified flow; I-CFM or OT-CFM, depending on the coupling. */
@RheoComponent(
        name = "linear",
        summary = "Straight lines from source to data: rectified flow, I-CFM and, with an OT coupling, OT-CFM.",
        formula = "x_t = t x1 + (1 − t) x0 + σ ε",
        source = "Liu et al. 2022 (rectified flow); Tong et al. 2024, section 3.2.1")
public final class LinearPath implements GaussianPath {
    /**
     * @param sigma σ, constant in time, so that source and data are blurred by it too
     */
    public record Config(
            @Option(
                    value =
                            "Standard deviation of noise added at every time; above 0 only the velocity can be predicted.",
                    defaultsTo = "0",
                    min = 0,
                    unit = "(standardised) data",
                    source = "Tong et al. 2024, eq. 14")
            double sigma)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return sigma > 0 ? PathTraits.twoSidedNoisy() : PathTraits.twoSided();
        }
    }

    private final double sigma;

    @Inject
    public LinearPath(Config config) {
        this.sigma = config.sigma();
    }

    @Override
    public double a(double t) {
        return t;
    }

    @Override
    public double b(double t) {
        return 1 - t;
    }

    @Override
    public double s(double t) {
        return sigma;
    }

    @Override
    public double da(double t) {
        return 1;
    }

    @Override
    public double db(double t) {
        return -1;
    }

    @Override
    public double ds(double t) {
        return 0;
    }

    /** From t/(1 − t) = exp(λ/2). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        return domain().clip(1 / (1 + Math.exp(-logSnr / 2)));
    }
}
