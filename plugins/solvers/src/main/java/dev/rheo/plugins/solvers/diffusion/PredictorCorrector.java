package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;

/**
 * A step of the reverse diffusion, and Langevin steps at one time that bring the state back to that time's marginal. The
 * last step is the predictor's mean: no noise is drawn, and nothing is corrected after it.
 */
@RheoComponent(
        name = "predictor-corrector",
        summary = "Reverse diffusion or ancestral steps with Langevin corrections.",
        formula = "x ← (2 − r) x + q ∇log p + √q z; x ← x + ε ∇log p + √(2ε) z, ε = 2 r² (snr · n)²",
        source = "Song et al. 2021, algorithms 1-5, appendix G")
public final class PredictorCorrector implements StepSolver {
    /** How the predictor goes from one time to the next. */
    public enum Predictor {
        /** The forward step, read backwards to first order in 1 − r. */
        REVERSE_DIFFUSION,
        /** The step of ancestral sampling. */
        ANCESTRAL
    }

    /** What comes first in a step. */
    public enum Order {
        /** Algorithm 1 of the paper: predict, then correct at the end of the step. */
        PREDICTOR_FIRST,
        /** The code that goes with the paper: correct at the beginning of the step, then predict. */
        CORRECTOR_FIRST
    }

    /** Options. */
    public record Config(
            @Option(
                    value = "Steps from start to end; 1 + correctorSteps evaluations of the network each.",
                    defaultsTo = "500",
                    min = 1)
            int steps,

            @Option(
                    value =
                            "The predictor: reverse-diffusion (steps short enough that a changes little) or ancestral (any"
                                    + " steps).",
                    defaultsTo = "ancestral",
                    source = "Song et al. 2021, eq. 46 and appendix F")
            Predictor predictor,

            @Option(value = "Langevin steps in each step; 0 is the predictor alone.", defaultsTo = "1", min = 0)
            int correctorSteps,

            @Option(
                    value =
                            "Signal-to-noise ratio of a Langevin step, whose size is ε = 2 r² (snr · n)². The paper takes"
                                    + " |z|/|score| for n, averaged over the batch; n is what that comes to on noise, and does not"
                                    + " let a sample depend on the others of its batch.",
                    defaultsTo = "0.16",
                    min = 0,
                    above = true,
                    max = 1,
                    source = "Song et al. 2021, algorithms 4 and 5, appendix G; code: AnnealedLangevinDynamics")
            double snr,

            @Option(
                    value =
                            "What comes first: predictor-first (the paper's algorithm 1) or corrector-first (its code).",
                    defaultsTo = "predictor-first",
                    source = "Song et al. 2021, algorithm 1")
            Order order)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Needs.score(Needs.stochasticOnGrid());
        }
    }

    private final Config config;

    @Inject
    public PredictorCorrector(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        Needs.ascending(problem, "predictor-corrector");
        Denoiser denoiser = new Denoiser(problem);
        return (x, from, to, noise, memory) -> {
            boolean last = to == problem.end();
            boolean before = config.order == Order.CORRECTOR_FIRST;
            Transition step = Transition.of(denoiser.path(), from, to);
            NDArray state = before ? corrected(denoiser, x, from, step, noise) : x;
            NDArray mean = predicted(denoiser, state, from, step);
            if (last) {
                return mean;
            }
            NDArray next = mean.addi(noise.gaussian(x, 0).muli(deviation(step)));
            return before ? next : corrected(denoiser, next, to, step, noise);
        };
    }

    private NDArray predicted(Denoiser denoiser, NDArray x, double from, Transition step) {
        if (expanded(step)) {
            // q score = (q/n²) (a D − x)
            double ofScore = step.added() / (step.n() * step.n());
            double ofState = 2 - step.remaining() - ofScore;
            return Denoiser.blend(x, ofState, denoiser.at(x, from), ofScore * step.a());
        }
        return Ancestral.mean(denoiser, x, from, step);
    }

    private double deviation(Transition step) {
        return expanded(step) ? Math.sqrt(step.added()) : step.posterior();
    }

    /** An expansion around r = 1 says nothing where nothing of the end state is left. */
    private boolean expanded(Transition step) {
        return config.predictor == Predictor.REVERSE_DIFFUSION && step.a() > 0;
    }

    private NDArray corrected(Denoiser denoiser, NDArray x, double t, Transition step, StepNoise noise) {
        double n = denoiser.path().n(t);
        double ratio = step.remaining() * config.snr;
        if (n == 0 || ratio == 0) {
            return x;
        }
        NDArray state = x;
        for (int i = 1; i <= config.correctorSteps; i++) {
            NDArray score = denoiser.score(state, t);
            NDArray z = noise.gaussian(state, i);
            state = LangevinStep.of(state, score, z, 2 * ratio * ratio * n * n);
        }
        return state;
    }
}
