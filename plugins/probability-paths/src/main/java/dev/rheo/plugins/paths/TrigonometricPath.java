package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = sin(πt/2) x1 + cos(πt/2) x0. It preserves variance if source and data are independent with unit covariance.
 * Read one-sided it is a diffusion with a cosine schedule that reaches N(0, I) exactly.
 */
@RheoComponent(
        name = "trigonometric",
        summary = "Quarter circles from source to data, the variance-preserving stochastic interpolant.",
        formula = "x_t = sin(πt/2) x1 + cos(πt/2) x0",
        source = "Albergo and Vanden-Eijnden 2023; Nichol and Dhariwal 2021 for the cosine schedule")
public final class TrigonometricPath implements GaussianPath {
    private static final double RATE = Math.PI / 2;

    public record Config(
            @Option(
                    value =
                            "Whether to read the source sample as the noise of a diffusion. This needs a Gaussian source and"
                                    + " gives a score; two-sided, any source will do.",
                    defaultsTo = "false")
            boolean oneSided)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return oneSided ? PathTraits.oneSided() : PathTraits.twoSided();
        }
    }

    private final boolean oneSided;

    @Inject
    public TrigonometricPath(Config config) {
        this.oneSided = config.oneSided();
    }

    @Override
    public double a(double t) {
        return Math.sin(RATE * t);
    }

    @Override
    public double b(double t) {
        return oneSided ? 0 : fade(t);
    }

    @Override
    public double s(double t) {
        return oneSided ? fade(t) : 0;
    }

    @Override
    public double da(double t) {
        return RATE * fade(t);
    }

    @Override
    public double db(double t) {
        return oneSided ? 0 : -RATE * a(t);
    }

    @Override
    public double ds(double t) {
        return oneSided ? -RATE * a(t) : 0;
    }

    /** From tan(πt/2) = exp(λ/2). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        return domain().clip(Math.atan(Math.exp(logSnr / 2)) / RATE);
    }

    /** cos(πt/2), exactly 0 at t = 1. */
    private static double fade(double t) {
        return Math.sin(RATE * (1 - t));
    }
}
