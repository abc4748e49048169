package dev.rheo.plugins.solvers.diffusion;

import static dev.rheo.api.component.TraitNames.SOLVER_AT_END;

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

/**
 * The trapezoidal rule with one draw for both stages: x* = x + h f(x, t) + e √|h| z, then
 * x + h (f(x, t) + f(x*, t + h))/2 + √|h| z (e(t) + e(t + h))/2. Weak order 2, since the noise is additive. Runs in both
 * directions, with churn by diffusion forwards only.
 */
@RheoComponent(
        name = "stochastic-heun",
        summary = "Heun's method on the family of SDEs that have the path's marginals; weak order 2.",
        formula = "x' = x + h (f + f*)/2 + √|h| z (e + e*)/2, f = u + (e²/2) ∇log p, * after an Euler–Maruyama step",
        source = "Song et al. 2021, appendix D.1; Ma et al. 2024 (SiT), eq. 5; Kloeden, Platen 1992, 15.1")
public final class StochasticHeun implements StepSolver {
    /** Options. */
    public record Config(
            @Option(
                    value = "Steps from start to end; two evaluations of the network each.",
                    defaultsTo = "100",
                    min = 1)
            int steps,

            @Inline AddedNoise noise)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return noise.traits().provides(SOLVER_AT_END);
        }

        @Override
        public void check(Problems problems) {
            noise.check(problems);
        }
    }

    private final Config config;

    @Inject
    public StochasticHeun(Config config) {
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
            double before = flow.squaredNoise(from, h);
            double after = flow.squaredNoise(to, h);
            boolean drawn = before > 0 || after > 0;
            NDArray dw = drawn ? noise.gaussian(x, 0).muli(Math.sqrt(Math.abs(h))) : x;
            NDArray first = flow.increment(x, from, h, before);
            NDArray predicted = first.add(x);
            if (before > 0) {
                predicted.addi(dw.mul(Math.sqrt(before)));
            }
            NDArray both = flow.increment(predicted, to, h, after).addi(first).muli(0.5);
            NDArray next = both.addi(x);
            return drawn ? next.addi(dw.muli((Math.sqrt(before) + Math.sqrt(after)) / 2)) : next;
        };
    }
}
