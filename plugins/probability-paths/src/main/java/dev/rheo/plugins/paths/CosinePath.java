package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = a x1 + √(1 − a²) x0, a = cos(θ)/cos(θ_0), θ = (τ + o)/(1 + o) · π/2, τ = 1 − t, θ_0 = θ(τ = 0), o the offset. The
 * datum is gone at t = 0. At t = 1 the slope s' is infinite, hence the cut-off.
 */
@RheoComponent(
        name = "vp-cosine",
        summary = "The variance-preserving diffusion with the cosine schedule.",
        formula = "x_t = a x1 + √(1 − a²) x0, a = cos θ(τ) / cos θ(0), θ(τ) = (τ + o)/(1 + o) · π/2, τ = 1 − t",
        source = "Nichol and Dhariwal 2021, eq. 17, in continuous time")
public final class CosinePath extends VariancePreservingPath {
    public record Config(
            @Option(
                    value = "Keeps the noise rate away from 0 next to the data.",
                    defaultsTo = "0.008",
                    min = 0,
                    above = true,
                    max = 1,
                    unit = "flow time",
                    source = "Nichol and Dhariwal 2021, section 3.2")
            double offset,

            @Option(
                    value = "Training and sampling end this much before t = 1, where the velocity of single pairs has"
                            + " unbounded variance; with the usual offset noise of about √(0.04 · cutoff) remains.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    max = 0.5,
                    unit = "flow time",
                    source = "as for vp")
            double cutoff)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }
    }

    private final double speed;
    private final double first;
    private final double norm;

    @Inject
    public CosinePath(Config config) {
        super(config.cutoff());
        this.speed = Math.PI / 2 / (1 + config.offset());
        this.first = speed * config.offset();
        this.norm = Math.cos(first);
    }

    /** cos θ as a sine of what is left to π/2, exactly 0 at t = 0. */
    @Override
    public double a(double t) {
        return Math.sin(speed * t) / norm;
    }

    /** 1 − a² = (cos² θ_0 − cos² θ)/cos² θ_0 = sin(θ − θ_0) sin(θ + θ_0)/cos² θ_0. */
    @Override
    public double s(double t) {
        double tau = speed * (1 - t);
        return Math.sqrt(Math.sin(tau) * Math.sin(tau + 2 * first)) / norm;
    }

    @Override
    public double wronskian(double t) {
        return speed * Math.cos(speed * t) / norm / s(t);
    }

    /** From a² = 1/(1 + exp(−λ)). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        double a = 1 / Math.sqrt(1 + Math.exp(-logSnr));
        return domain().clip(Math.asin(norm * a) / speed);
    }
}
