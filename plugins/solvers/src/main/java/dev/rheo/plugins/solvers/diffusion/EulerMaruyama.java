package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;

/** x + h [u + (e²/2) ∇ log p] + e √|h| z: weak order 1. Runs in both directions, with churn by diffusion forwards only. */
@RheoComponent(
        name = "euler-maruyama",
        summary = "Euler and Maruyama's method on the family of SDEs that have the path's marginals; weak order 1.",
        formula = "x' = x + h [u + (e²/2) ∇log p] + e √|h| z",
        source = "Song et al. 2021, appendix D.1; Ma et al. 2024 (SiT), eq. 5; Kloeden, Platen 1992, 10.2")
public final class EulerMaruyama implements StepSolver {
    /** Options. */
    public record Config(
            @Option(value = "Steps from start to end; one evaluation of the network each.", defaultsTo = "200", min = 1)
            int steps,

            @Inline AddedNoise noise)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return noise.traits();
        }

        @Override
        public void check(Problems problems) {
            noise.check(problems);
        }
    }

    private final Config config;

    @Inject
    public EulerMaruyama(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        ChurnedFlow flow = new ChurnedFlow(problem, config.noise);
        return (x, from, to, noise, memory) -> {
            double h = to - from;
            double squaredNoise = flow.squaredNoise(from, h);
            NDArray next = flow.increment(x, from, h, squaredNoise).addi(x);
            return squaredNoise == 0
                    ? next
                    : next.addi(noise.gaussian(x, 0).muli(Math.sqrt(squaredNoise * Math.abs(h))));
        };
    }
}
