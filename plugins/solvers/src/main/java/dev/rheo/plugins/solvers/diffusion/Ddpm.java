package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Ancestral sampling: the mean of the end state given the state and the expected datum, and noise around it. The last step
 * draws none (Ho et al. 2020, algorithm 2). Written for any path x = a x1 + n z: with r = a/a' and q = n² − r² n'² the mean
 * is κ x + (a' − a κ) D, κ = r n'²/n².
 */
@RheoComponent(
        name = "ddpm",
        summary = "Ancestral sampling of denoising diffusion models, on any affine path whose source is its noise.",
        formula = "x' = κ x + (a' − a κ) D + √v z, κ = (a/a') n'²/n²",
        source = "Ho, Jain, Abbeel 2020, eq. 7 and algorithm 2")
public final class Ddpm implements StepSolver {
    /** Which variance a step has around its mean. */
    public enum Variance {
        /** What the model was trained with, which may be learned; the small one of models that say nothing of it. */
        MODEL,
        /** That of the end state given state and datum: right for data of a single point. */
        FIXED_SMALL,
        /** That of the end state given the state, for standard normal data; β_t where variance is preserved. */
        FIXED_LARGE
    }

    /** Options. */
    public record Config(
            @Option(
                    value = "Steps from start to end; one evaluation of the network each.",
                    defaultsTo = "1000",
                    min = 1,
                    source = "Ho et al. 2020, section 4")
            int steps,

            @Option(
                    value =
                            "Variance of a step: model (what the objective ddpm was trained with, learned or not; fixed-small"
                                    + " for models of other objectives), fixed-small (exact for data of a single point, equal to ddim with eta 1)"
                                    + " or fixed-large (exact for standard normal data; β_t on variance-preserving paths). They"
                                    + " agree in the limit of many steps.",
                    defaultsTo = "model",
                    source = "Ho et al. 2020, section 3.2; learned: Nichol and Dhariwal 2021, eq. 15")
            Variance variance,

            @Option(
                    value = Denoiser.CLIP,
                    defaultsTo = "0",
                    min = 0,
                    unit = "training units",
                    source =
                            "Ho et al. 2020, code; Saharia et al. 2022, arXiv 2205.11487, section 2.3, static thresholding")
            double clip)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Needs.freshNoise(Needs.denoiser(Needs.stochasticOnGrid()));
        }
    }

    private final Config config;

    @Inject
    public Ddpm(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        Needs.ascending(problem, "ddpm");
        Denoiser denoiser = new Denoiser(problem, config.clip);
        GaussianPath path = denoiser.path();
        @Nullable
        Field share = config.variance == Variance.MODEL
                ? problem.dynamics().varianceShare().orElse(null)
                : null;
        return (x, from, to, noise, memory) -> {
            Transition step = Transition.of(path, from, to);
            NDArray mean = Ancestral.mean(denoiser, x, from, step);
            if (to == problem.end()) {
                return mean;
            }
            NDArray fresh = noise.gaussian(x, 0);
            return mean.addi(share == null ? fresh.muli(deviation(step)) : scaled(fresh, share.at(x, from), step));
        };
    }

    private double deviation(Transition step) {
        return config.variance == Variance.FIXED_LARGE ? step.ofNormalData() : step.posterior();
    }

    /** Noise of the variance that lies at {@code share} between the small and the large one, in logarithms. */
    private static NDArray scaled(NDArray fresh, NDArray share, Transition step) {
        double small = Math.log(step.posterior());
        double large = Math.log(step.ofNormalData());
        return fresh.muli(share.muli(large - small).addi(small).exp());
    }
}
