package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;
import java.util.Locale;

/**
 * x_t = a x1 + √(1 − a²) x0, a = exp(−B(τ)/2), B(τ) = β_min τ + (β_max − β_min) τ²/2, τ = 1 − t.
 *
 * <p>At t = 0 the datum leaks by a(0) = exp(−(β_min + β_max)/4), 0.0066 by default. At t = 1 the slope s' is infinite,
 * hence the cut-off.
 */
@RheoComponent(
        name = "vp",
        summary = "The variance-preserving diffusion with linear noise rate β.",
        source = "Song et al. 2021, eq. 11, 32 and 33")
public final class VpPath implements GaussianPath {
    public record Config(
            @Option(
                    value = "Noise rate β at the data end.",
                    defaultsTo = "0.1",
                    min = 0,
                    above = true,
                    unit = "per unit of time",
                    source = "Song et al. 2021, appendix C")
            double betaMin,

            @Option(
                    value = "Noise rate β at the source end.",
                    defaultsTo = "20",
                    min = 0,
                    above = true,
                    unit = "per unit of time",
                    source = "Song et al. 2021, appendix C")
            double betaMax,

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
        private static final double LARGEST_LEAK = 0.1;

        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }

        @Override
        public void check(Problems problems) {
            double leak = Math.exp(-(betaMin + betaMax) / 4);
            if (leak > LARGEST_LEAK) {
                problems.warning(
                        "betaMax",
                        String.format(
                                Locale.ROOT,
                                "%.0f %% of the datum is still present at t = 0, where sampling starts from pure"
                                        + " noise",
                                100 * leak),
                        "raise betaMin + betaMax above 10; the usual values are 0.1 and 20");
            }
        }
    }

    private final double betaMin;
    private final double slope;
    private final Interval domain;

    @Inject
    public VpPath(Config config) {
        this.betaMin = config.betaMin();
        this.slope = config.betaMax() - config.betaMin();
        this.domain = new Interval(0, 1 - config.cutoff());
    }

    @Override
    public Interval domain() {
        return domain;
    }

    @Override
    public double a(double t) {
        return Math.exp(-0.5 * integral(1 - t));
    }

    @Override
    public double b(double t) {
        return 0;
    }

    @Override
    public double s(double t) {
        return Math.sqrt(-Math.expm1(-integral(1 - t)));
    }

    @Override
    public double da(double t) {
        return 0.5 * rate(1 - t) * a(t);
    }

    @Override
    public double db(double t) {
        return 0;
    }

    @Override
    public double ds(double t) {
        return -0.5 * rate(1 - t) * Math.exp(-integral(1 - t)) / s(t);
    }

    /** β(τ). */
    private double rate(double tau) {
        return betaMin + slope * tau;
    }

    /** B(τ) = ∫ β. */
    private double integral(double tau) {
        return tau * (betaMin + 0.5 * slope * tau);
    }
}
