package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = a x1 + √(1 − a²) x0, a = exp(−B(τ)/2), B(τ) = β_min τ + (β_max − β_min) τ²/2, τ = 1 − t.
 *
 * <p>At t = 0 the datum leaks by a(0) = exp(−(β_min + β_max)/4), 0.0066 by default. At t = 1 the slope s' is infinite,
 * hence the cut-off.
 */
@RheoComponent(
        name = "vp",
        summary = "The variance-preserving diffusion with linear noise rate β.",
        formula = "x_t = a x1 + √(1 − a²) x0, a = exp(−B/2), B = β_min τ + (β_max − β_min) τ²/2, τ = 1 − t",
        source = "Song et al. 2021, eq. 11, 32 and 33")
public final class VpPath extends VariancePreservingPath {
    public record Config(
            @Inline LinearRate rate,

            @Option(
                    value = "Training and sampling end this much before t = 1, where the velocity of single pairs has"
                            + " unbounded variance; noise of about √(β_min · cutoff) remains.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    max = 0.5,
                    unit = "flow time",
                    source = "Song et al. 2021, code: sampling ends at 1e-3")
            double cutoff)
            implements ComponentConfig {
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
    public VpPath(Config config) {
        super(config.cutoff());
        this.rate = config.rate();
    }

    @Override
    public double a(double t) {
        return Math.exp(-0.5 * rate.integral(1 - t));
    }

    @Override
    public double s(double t) {
        return Math.sqrt(-Math.expm1(-rate.integral(1 - t)));
    }

    @Override
    public double wronskian(double t) {
        return 0.5 * rate.at(1 - t) * a(t) / s(t);
    }

    /** From a²/s² = 1/(exp(B) − 1). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        return domain().clip(1 - rate.tauOf(softplus(-logSnr)));
    }

    /** ln(1 + exp(x)) that does not overflow. */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
