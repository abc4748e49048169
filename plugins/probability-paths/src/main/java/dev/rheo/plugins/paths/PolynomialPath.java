package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/** x_t = tⁿ x1 + (1 − tⁿ) x0: the straight line, walked slowly at first. */
@RheoComponent(
        name = "polynomial",
        summary = "Straight lines from source to data with a polynomial schedule.",
        formula = "x_t = tⁿ x1 + (1 − tⁿ) x0",
        source = "Lipman et al. 2024, section 4.7 (convex polynomial scheduler)")
public final class PolynomialPath implements GaussianPath {
    public record Config(
            @Option(
                    value = "The power n of time; 1 gives the linear path.",
                    defaultsTo = "2",
                    min = 1,
                    max = 100,
                    source = "Lipman et al. 2024, code (PolynomialConvexScheduler)")
            double degree,

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

    private final double degree;
    private final boolean oneSided;

    @Inject
    public PolynomialPath(Config config) {
        this.degree = config.degree();
        this.oneSided = config.oneSided();
    }

    @Override
    public double a(double t) {
        return Math.pow(t, degree);
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
        return degree * Math.pow(t, degree - 1);
    }

    @Override
    public double db(double t) {
        return oneSided ? 0 : -da(t);
    }

    @Override
    public double ds(double t) {
        return oneSided ? -da(t) : 0;
    }

    /** 1 − tⁿ. */
    private double fade(double t) {
        return -Math.expm1(degree * Math.log(t));
    }

    /** From tⁿ = 1/(1 + exp(−λ/2)). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        return domain().clip(Math.pow(1 / (1 + Math.exp(-logSnr / 2)), 1 / degree));
    }
}
