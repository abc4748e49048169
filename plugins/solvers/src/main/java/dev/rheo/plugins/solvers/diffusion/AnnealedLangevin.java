package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;

/**
 * Langevin dynamics at each time of the grid, from much noise to little: levels σ = n/a, step size ε = stepSize · n². Between
 * levels the state is scaled by a'/a, so that on any path x/a does what it does where a = 1. A grid that ends without noise
 * ends with the datum expected at its last noisy time.
 */
@RheoComponent(
        name = "annealed-langevin",
        summary = "Langevin dynamics through falling noise levels, those of the time grid.",
        formula = "at each level: x ← x + ε ∇log p + √(2ε) z, ε = stepSize · n²",
        source = "Song, Ermon 2019, algorithm 1; Song, Ermon 2020")
public final class AnnealedLangevin implements StepSolver {
    /** Options. */
    public record Config(
            @Option(
                    value = "Steps of the grid, which has one noise level more than that.",
                    defaultsTo = "9",
                    min = 1,
                    source = "Song, Ermon 2019, section 5: 10 levels")
            int steps,

            @Option(
                    value = "Langevin steps at each level; one evaluation of the network each.",
                    defaultsTo = "100",
                    min = 1,
                    source = "Song, Ermon 2019, section 5; 5 at each of 232 levels in Song, Ermon 2020")
            int innerSteps,

            @Option(
                    value = "The step size ε at a level, as a multiple of its noise n². Below 2 it is stable.",
                    defaultsTo = "0.1",
                    min = 0,
                    above = true,
                    max = 2,
                    below = true,
                    source =
                            "Song, Ermon 2019, section 5: α/2 = 1e-5 at the last level 0.01; 0.031 in Song, Ermon 2020")
            double stepSize,

            @Option(
                    value = "Whether the last state is replaced by the datum expected there; one more evaluation.",
                    defaultsTo = "true",
                    source = "Jolicoeur-Martineau et al. 2021, section 3.1; Song, Ermon 2020, code")
            boolean denoise)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Needs.score(Needs.stochasticOnGrid());
        }
    }

    private final Config config;

    @Inject
    public AnnealedLangevin(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        Needs.ascending(problem, "annealed-langevin");
        Denoiser denoiser = new Denoiser(problem);
        GaussianPath path = denoiser.path();
        return (x, from, to, noise, memory) -> {
            NDArray state = from == problem.start() && path.a(from) > 0 ? settled(denoiser, x, from, noise, 0) : x;
            if (path.n(to) == 0 && config.denoise) {
                return denoiser.at(state, from);
            }
            NDArray moved = path.a(from) > 0 ? state.mul(path.a(to) / path.a(from)) : state;
            if (path.n(to) == 0) {
                return moved;
            }
            NDArray next = settled(denoiser, moved, to, noise, config.innerSteps);
            return config.denoise && to == problem.end() ? denoiser.at(next, to) : next;
        };
    }

    /** @param firstUse tells the draws of two levels in one step apart */
    private NDArray settled(Denoiser denoiser, NDArray x, double t, StepNoise noise, int firstUse) {
        double n = denoiser.path().n(t);
        NDArray state = x;
        for (int i = 0; i < config.innerSteps; i++) {
            NDArray score = denoiser.score(state, t);
            state = LangevinStep.of(state, score, noise.gaussian(state, firstUse + i), config.stepSize * n * n);
        }
        return state;
    }
}
