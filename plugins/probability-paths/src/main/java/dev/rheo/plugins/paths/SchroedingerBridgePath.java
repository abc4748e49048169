package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = t x1 + (1 − t) x0 + σ √(t(1 − t)) ε: Brownian bridges, whose mixture over the entropic plan with
 * regularisation 2σ² is the Schrödinger bridge.
 *
 * <p>The noise adds σ²(1 − 2t)²/(4t(1 − t)) per dimension to the variance of the target, which is not integrable: over
 * [c, 1 − c] its mean is about σ²(½ ln(1/c) − 1), its largest value about σ²/(4c). The default cut-off c = 0.001 keeps
 * them at 2.5 σ² and 250 σ², and neglects noise of 0.03 σ at the ends.
 */
@RheoComponent(
        name = "schroedinger-bridge",
        summary = "Brownian bridges between paired samples; with the sinkhorn coupling, the Schrödinger bridge.",
        formula = "x_t = t x1 + (1 − t) x0 + σ √(t (1 − t)) ε",
        source = "Tong et al. 2024, section 3.2.4")
public final class SchroedingerBridgePath extends TimeChangedBridge {
    public record Config(
            @Option(
                    value = "Diffusivity of the bridge; the coupling's regularisation should be 2 sigma².",
                    defaultsTo = "1",
                    min = 0,
                    above = true,
                    unit = "(standardised) data per square root of time",
                    source = "Tong et al. 2024, section 3.2.4")
            double sigma,

            @Option(
                    value =
                            "Training and sampling keep this far from t = 0 and t = 1, where the velocity of single pairs"
                                    + " has unbounded variance.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    max = 0.25,
                    unit = "flow time",
                    source = "rectified flow's code uses the same value")
            double cutoff)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.bridge();
        }
    }

    @Inject
    public SchroedingerBridgePath(Config config) {
        super(config.sigma() * config.sigma(), config.cutoff());
    }

    @Override
    public double a(double t) {
        return t;
    }

    @Override
    public double da(double t) {
        return 1;
    }
}
