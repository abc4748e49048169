package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;

/**
 * a' D + √(n'² − ς²) E[z|x] + ς z with ς = η n' √(1 − (σ'/σ)²), σ = n/a, on any path x = a x1 + n z. Without noise it is
 * Euler's method in (x/a, n/a), on straight paths Euler's method itself; with η = 1 it is the ancestral step of
 * {@link Ddpm}. The ancestral Euler sampler of k-diffusion is the same rule.
 */
@RheoComponent(
        name = "ddim",
        summary = "Denoising diffusion implicit models on any affine path, deterministic or with noise.",
        formula = "x' = a' D + √(n'² − ς²) E[z|x] + ς z, ς = η n' √(1 − (σ'/σ)²), σ = n/a",
        source = "Song, Meng, Ermon 2021, eq. 12 and 16")
public final class Ddim implements StepSolver {
    /** Options. */
    public record Config(
            @Option(value = "Steps from start to end; one evaluation of the network each.", defaultsTo = "50", min = 1)
            int steps,

            @Option(
                    value =
                            "How much of the path's noise is replaced by fresh noise: 0 is deterministic and runs in both"
                                    + " directions, 1 is the ancestral sampler.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    source = "Song, Meng, Ermon 2021, eq. 16")
            double eta,

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
            return eta == 0
                    ? Needs.deterministicDenoiser()
                    : Needs.freshNoise(Needs.denoiser(Needs.stochasticOnGrid()));
        }
    }

    private final Config config;

    @Inject
    public Ddim(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        Denoiser denoiser = new Denoiser(problem, config.clip);
        if (config.clip > 0) {
            Needs.ascending(problem, "ddim with clip");
        }
        if (config.eta == 0) {
            return (x, from, to, noise, memory) -> denoiser.carried(x, from, to);
        }
        Needs.ascending(problem, "ddim with noise");
        GaussianPath path = denoiser.path();
        return (x, from, to, noise, memory) -> {
            Transition step = Transition.of(path, from, to);
            double fresh = config.eta * step.posterior();
            double ofState = Math.sqrt(step.nTo() * step.nTo() - fresh * fresh) / step.n();
            NDArray mean = Denoiser.blend(x, ofState, denoiser.at(x, from), step.ofData(ofState));
            return fresh == 0 ? mean : mean.addi(noise.gaussian(x, 0).muli(fresh));
        };
    }
}
