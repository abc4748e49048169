package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/**
 * EDM's denoiser D(x, σ) = c_skip x + c_out F(c_in x, c_noise) under the loss λ |D − x1|² with λ = 1/c_out², which is
 * |F − F*|² with F* = (x1 − c_skip x)/c_out: input and target of the network have unit variance at every level of noise.
 *
 * <p>Written for any path x = a x1 + s x0, of which x/a is EDM's state and s/a its σ. Where variance is preserved and
 * sigmaData is 1, F* is −v of the v-prediction.
 */
@RheoComponent(
        name = "edm",
        summary =
                "EDM's preconditioned denoiser: the network sees and returns numbers of unit variance at every noise level.",
        formula = "E λ(σ) |c_skip x + c_out F(c_in x, ¼ ln σ) − x1|², λ = 1/c_out²",
        source = "Karras et al. 2022, eq. 7 and 8 and table 1")
public final class Edm implements RegressionObjective {
    /** Options. */
    public record Config(
            @Option(
                    value =
                            "Standard deviation of the data as the network is trained on it: 1 for standardised data, 0.5 for"
                                    + " images in −1 … 1.",
                    defaultsTo = "1",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Karras et al. 2022, table 1 (0.5)")
            double sigmaData)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return NoisePaths.score();
        }
    }

    private final GaussianPath path;
    private final Preconditioning preconditioning;

    @Inject
    public Edm(Config config, ProbabilityPath path) {
        this.path = NoisePaths.of(path);
        this.preconditioning = new UnitVariance(this.path, config.sigmaData());
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return Prediction.DATA;
    }

    @Override
    public Preconditioning preconditioning() {
        return preconditioning;
    }

    /** c_skip, c_out, c_in and c_noise of the state x/a at σ = s/a, multiplied out so that a may be 0. */
    private record UnitVariance(GaussianPath path, double sigmaData) implements Preconditioning {
        /** ¼ ln σ beyond this is one with infinity: a datum or noise to 1e-8. */
        private static final double LARGEST_TIME = 5;

        /** Below this share of the data's, noise is counted as that much, so that c_out stays a divisor. */
        private static final double LEAST = 1e-8;

        @Override
        public double skip(double t) {
            return path.a(t) * sigmaData * sigmaData / square(total(t));
        }

        @Override
        public double out(double t) {
            return Math.max(path.s(t), LEAST * sigmaData) * sigmaData / total(t);
        }

        @Override
        public double in(double t) {
            return 1 / total(t);
        }

        @Override
        public double time(double t) {
            double time = -path.logSnr(t) / 8;
            return Math.max(-LARGEST_TIME, Math.min(LARGEST_TIME, time));
        }

        /** The standard deviation of the state. */
        private double total(double t) {
            return Math.hypot(path.s(t), path.a(t) * sigmaData);
        }

        private static double square(double x) {
            return x * x;
        }
    }
}
