package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = a x1 + (1 − a²) x0 with the a of {@link VpPath}: less noise than vp at every time, as much at t = 0. Next to the
 * data s falls like β_min τ, its slope stays finite, and no cut-off is needed.
 */
@RheoComponent(
        name = "sub-vp",
        summary = "The sub-variance-preserving diffusion: vp's drift with less noise, for better likelihoods.",
        formula = "x_t = a x1 + (1 − a²) x0, a = exp(−B/2), B = β_min τ + (β_max − β_min) τ²/2, τ = 1 − t",
        source = "Song et al. 2021, eq. 13 and 29")
public final class SubVpPath extends OneSidedPath {
    public record Config(@Inline LinearRate rate) implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }

        @Override
        public void check(Problems problems) {
            rate.check(problems);
        }
    }

    private final LinearRate rate;

    @Inject
    public SubVpPath(Config config) {
        super(0);
        this.rate = config.rate();
    }

    @Override
    public double a(double t) {
        return Math.exp(-0.5 * rate.integral(1 - t));
    }

    @Override
    public double s(double t) {
        return -Math.expm1(-rate.integral(1 - t));
    }

    @Override
    public double da(double t) {
        return 0.5 * rate.at(1 - t) * a(t);
    }

    @Override
    public double ds(double t) {
        return -rate.at(1 - t) * Math.exp(-rate.integral(1 - t));
    }

    /** From a/s = 1/(2 sinh(B/2)). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        double half = Math.exp(-logSnr / 2) / 2;
        double integral = half < 1e8
                ? 2 * Math.log1p(half + half * half / (1 + Math.hypot(1, half))) // 2 asinh(half)
                : -logSnr;
        return domain().clip(1 - rate.tauOf(integral));
    }
}
