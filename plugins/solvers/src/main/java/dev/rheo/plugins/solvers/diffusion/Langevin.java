package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;

/**
 * Unadjusted Langevin dynamics on the marginal of one time, from the source samples on: a baseline that shows why noise
 * levels are annealed. On N(0, v) its variance settles at v/(1 − ε/(2v)).
 */
@RheoComponent(
        name = "langevin",
        summary = "Unadjusted Langevin dynamics on the marginal of a single time.",
        formula = "x ← x + ε ∇log p_t(x) + √(2ε) z at a fixed t",
        source = "Roberts, Tweedie 1996; Song, Ermon 2019, eq. 4 (with ε/2 for our ε)")
public final class Langevin implements StepSolver {
    /** Options. */
    public record Config(
            @Option(value = "Langevin steps; one evaluation of the network each.", defaultsTo = "1000", min = 1)
            int steps,

            @Option(
                    value = "The time whose marginal is sampled, moved into the path's domain. The noise s(t) that the"
                            + " path has there must not be 0; it stays in the samples unless denoise is set.",
                    defaultsTo = "0.95",
                    min = 0,
                    max = 1,
                    unit = "flow time")
            double at,

            @Option(
                    value = "The step size ε. The drift is stable below 2 v for data of variance v.",
                    defaultsTo = "0.01",
                    min = 0,
                    above = true,
                    unit = "squared (standardised) data",
                    source = "Song, Ermon 2019, eq. 4 (its ε is twice ours)")
            double stepSize,

            @Option(
                    value = "Whether the last state is replaced by the datum expected there; one more evaluation.",
                    defaultsTo = "true",
                    source = "Jolicoeur-Martineau et al. 2021, section 3.1")
            boolean denoise)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Needs.score(Traits.of(TraitNames.SOLVER_STOCHASTIC, TraitNames.SOLVER_FIXED_STEPS));
        }
    }

    private final Config config;

    @Inject
    public Langevin(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        Needs.ascending(problem, "langevin");
        Denoiser denoiser = new Denoiser(problem);
        double t = denoiser.path().domain().clip(config.at);
        if (denoiser.path().n(t) == 0) {
            throw new IllegalArgumentException("the path has no noise at t = " + t
                    + ", where its score does not exist; let the option 'at' of the solver 'langevin' be smaller");
        }
        return (x, from, to, noise, memory) -> {
            NDArray next = LangevinStep.of(x, denoiser.score(x, t), noise.gaussian(x, 0), config.stepSize);
            return config.denoise && to == problem.end() ? denoiser.at(next, t) : next;
        };
    }
}
