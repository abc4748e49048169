package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;

/**
 * Karras et al.'s algorithm 2 on any path, read as x/a with noise level σ = n/a: noise is added up to σ̂ = (1 + γ) σ, then
 * Heun's method goes from σ̂ to the next level on d(x/a)/dσ = E[z|x]. A step from a = 0 (σ infinite) or to n = 0 is Euler's.
 */
@RheoComponent(
        name = "edm-heun",
        summary = "The stochastic second-order sampler of EDM; without churn Heun's method in the noise level.",
        formula = "σ̂ = (1 + γ) σ, then Heun on d(x/a)/dσ = (x − a D)/n, σ = n/a",
        source = "Karras et al. 2022, algorithm 2")
public final class EdmHeun implements StepSolver {
    private static final double LARGEST_GAMMA = Math.sqrt(2) - 1;

    /** Options. */
    public record Config(
            @Option(
                    value = "Steps from start to end; two evaluations of the network each, one in the last to n = 0.",
                    defaultsTo = "18",
                    min = 1,
                    source = "Karras et al. 2022, section 3")
            int steps,

            @Option(
                    value =
                            "Total noise added: γ = min(sChurn/steps, √2 − 1) in each step; 0 is deterministic and runs in"
                                    + " both directions. Above 0 the network is asked between the times of the grid.",
                    defaultsTo = "0",
                    min = 0,
                    source = "Karras et al. 2022, algorithm 2; 40 for ImageNet-64 (table 5)")
            double sChurn,

            @Option(
                    value = "Noise is added from this noise level on.",
                    defaultsTo = "0.05",
                    min = 0,
                    unit = "(standardised) data, as n/a",
                    source = "Karras et al. 2022, table 5")
            double sMin,

            @Option(
                    value = "Noise is added up to this noise level.",
                    defaultsTo = "50",
                    min = 0,
                    unit = "(standardised) data, as n/a",
                    source = "Karras et al. 2022, table 5")
            double sMax,

            @Option(
                    value = "Standard deviation of the noise added; slightly above 1 makes up for detail that networks"
                            + " remove too much of.",
                    defaultsTo = "1.003",
                    min = 0.9,
                    max = 1.1,
                    source = "Karras et al. 2022, table 5")
            double sNoise)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return sChurn == 0
                    ? Needs.deterministicDenoiser()
                    : Needs.freshNoise(
                            Needs.denoiser(Traits.of(TraitNames.SOLVER_STOCHASTIC, TraitNames.SOLVER_FIXED_STEPS)));
        }

        @Override
        public void check(Problems problems) {
            if (sMin > sMax) {
                problems.error("sMin", "no noise level lies between sMin and sMax", "let sMin be below sMax");
            }
        }
    }

    private final Config config;

    @Inject
    public EdmHeun(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        if (config.sChurn > 0) {
            Needs.ascending(problem, "edm-heun with churn");
        }
        return new Levels(config, problem);
    }

    private static final class Levels implements Solve {
        private final Config config;
        private final Denoiser denoiser;
        private final GaussianPath path;
        private final double gamma;

        Levels(Config config, Problem problem) {
            this.config = config;
            this.denoiser = new Denoiser(problem);
            this.path = denoiser.path();
            this.gamma = Math.min(config.sChurn / (problem.times().length - 1), LARGEST_GAMMA);
        }

        @Override
        public NDArray step(NDArray x, double from, double to, StepNoise noise, NDManager memory) {
            double level = path.n(from) / path.a(from);
            double noisier = churned(level) ? path.timeOfLogSnr(-2 * Math.log(level * (1 + gamma))) : from;
            return noisier < from ? heun(raised(x, from, noisier, noise), noisier, to) : heun(x, from, to);
        }

        private boolean churned(double level) {
            return gamma > 0 && config.sMin <= level && level <= config.sMax;
        }

        /** The state at an earlier, noisier time: x/a with the missing noise. */
        private NDArray raised(NDArray x, double from, double noisier, StepNoise noise) {
            double a = path.a(noisier);
            double before = path.n(from) / path.a(from);
            double after = path.n(noisier) / a;
            double added = a * config.sNoise * Math.sqrt(after * after - before * before);
            return noise.gaussian(x, 0).muli(added).addi(x.mul(a / path.a(from)));
        }

        private NDArray heun(NDArray x, double from, double to) {
            Transition step = Transition.of(path, from, to);
            if (step.n() == 0) {
                return denoiser.carried(x, from, to);
            }
            NDArray data = denoiser.at(x, from);
            double ofState = step.nTo() / step.n();
            NDArray euler = Denoiser.blend(x, ofState, data, step.ofData(ofState));
            if (step.nTo() == 0 || step.a() == 0 || step.aTo() == 0) {
                return euler;
            }
            NDArray dataTo = denoiser.at(euler, to);
            double scale = step.aTo() / step.a();
            double half = (step.nTo() - step.n() * scale) / 2;
            NDArray first = Denoiser.blend(x, scale + half / step.n(), data, -half * step.a() / step.n());
            return first.addi(Denoiser.blend(euler, half / step.nTo(), dataTo, -half * step.aTo() / step.nTo()));
        }
    }
}
