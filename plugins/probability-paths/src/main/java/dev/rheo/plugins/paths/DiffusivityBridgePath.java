package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * Bridges of the process dx = g(t) dw between paired samples: x_t = x0 + F/V (x1 − x0) + √(F − F²/V) ε with F = ∫ g² from 0 to
 * t and V = F(1). Mixed over the entropic plan with regularisation 2V they are the Schrödinger bridge of that process.
 */
@RheoComponent(
        name = "diffusivity-bridge",
        summary = "Brownian bridges with a diffusivity that changes over time.",
        formula = "x_t = a x1 + (1 − a) x0 + √(V a (1 − a)) ε, a = F/V, F = ∫ g² from 0 to t, V = F(1)",
        source = "Tong et al. 2024 ([SF]2M), section 3; general g as in their appendix")
public final class DiffusivityBridgePath extends TimeChangedBridge {
    /** How g goes from one end to the other. */
    public enum Profile {
        GEOMETRIC,
        LINEAR
    }

    public record Config(
            @Option(
                    value = "Diffusivity g at the source.",
                    defaultsTo = "1",
                    min = 0,
                    above = true,
                    unit = "(standardised) data per square root of time",
                    source = "Tong et al. 2024 ([SF]2M)")
            double sigmaSource,

            @Option(
                    value = "Diffusivity g at the data.",
                    defaultsTo = "0.1",
                    min = 0,
                    above = true,
                    unit = "(standardised) data per square root of time",
                    source = "Tong et al. 2024 ([SF]2M)")
            double sigmaData,

            @Option(
                    value = "How g goes from one to the other: geometric (ln g is linear in time), or linear (g² is).",
                    defaultsTo = "geometric")
            Profile profile,

            @Option(
                    value =
                            "Training and sampling keep this far from t = 0 and t = 1, where the velocity of single pairs"
                                    + " has unbounded variance.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    max = 0.25,
                    unit = "flow time",
                    source = "as for schroedinger-bridge")
            double cutoff)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.bridge();
        }

        /** V = ∫ g², half the regularisation of the entropic plan that goes with it. */
        double variance() {
            double first = sigmaSource * sigmaSource;
            return switch (profile) {
                case LINEAR -> (first + sigmaData * sigmaData) / 2;
                case GEOMETRIC -> {
                    double power = 2 * Math.log(sigmaData / sigmaSource);
                    yield power == 0 ? first : first * Math.expm1(power) / power;
                }
            };
        }
    }

    private final Profile profile;
    private final double first;
    private final double last;
    private final double power;
    private final double variance;

    @Inject
    public DiffusivityBridgePath(Config config) {
        super(config.variance(), config.cutoff());
        this.profile = config.profile();
        this.first = config.sigmaSource() * config.sigmaSource();
        this.last = config.sigmaData() * config.sigmaData();
        this.power = Math.log(last / first);
        this.variance = config.variance();
    }

    @Override
    public double a(double t) {
        return switch (profile) {
            case LINEAR -> t * (first + 0.5 * (last - first) * t) / variance;
            case GEOMETRIC -> power == 0 ? t : Math.expm1(power * t) / Math.expm1(power);
        };
    }

    /** g²/V. */
    @Override
    public double da(double t) {
        return switch (profile) {
            case LINEAR -> (first + (last - first) * t) / variance;
            case GEOMETRIC -> first * Math.exp(power * t) / variance;
        };
    }

    /** 1 − a without cancellation next to the data. */
    @Override
    public double b(double t) {
        double rest = 1 - t;
        return switch (profile) {
            case LINEAR -> rest * (last + 0.5 * (first - last) * rest) / variance;
            case GEOMETRIC -> power == 0 ? rest : Math.expm1(-power * rest) / Math.expm1(-power);
        };
    }
}
