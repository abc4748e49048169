package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
 * DPM-Solver++(2M): exact for the linear part, and for the datum a straight line in λ = ln(a/n) through the last two
 * expectations. With h = λ' − λ, r = h_before/h and w = e^(−ηh): x' = (n'/n) w x + (a' − a (n'/n) w) D̄ + n' √(1 − w²) z,
 * D̄ = D + (D − D_before)/(2r). The first step, the last, and those with an infinite λ are of first order.
 */
@RheoComponent(
        name = "dpm-solver-pp",
        summary = "DPM-Solver++(2M), second order with one evaluation a step; with noise its SDE form.",
        formula = "x' = (n'/n) x − a' (e⁻ʰ − 1) D̄, D̄ = D + (D − D_before)/(2r), h = Δ ln(a/n)",
        source = "Lu et al. 2022 (DPM-Solver++), algorithm 2 and eq. 19")
public final class DpmSolverPlusPlus implements StepSolver {
    /** Options. */
    public record Config(
            @Option(
                    value = "Steps from start to end; one evaluation of the network each.",
                    defaultsTo = "20",
                    min = 1,
                    source = "Lu et al. 2022, section 6")
            int steps,

            @Option(
                    value = "Noise: 0 is the ODE and runs in both directions, 1 is SDE-DPM-Solver++(2M).",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    source = "Lu et al. 2022, eq. 19; between 0 and 1 as in k-diffusion")
            double eta,

            @Option(
                    value = Denoiser.CLIP,
                    defaultsTo = "0",
                    min = 0,
                    unit = "training units",
                    source = "Lu et al. 2022 (DPM-Solver++), section 4.3, static thresholding")
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
    public DpmSolverPlusPlus(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        if (config.eta > 0) {
            Needs.ascending(problem, "dpm-solver-pp with noise");
        }
        if (config.clip > 0) {
            Needs.ascending(problem, "dpm-solver-pp with clip");
        }
        return new TwoStep(problem, config);
    }

    private static final class TwoStep implements Solve {
        private final Denoiser denoiser;
        private final double end;
        private final double eta;
        private final History before = new History(1);

        TwoStep(Problem problem, Config config) {
            this.denoiser = new Denoiser(problem, config.clip);
            this.end = problem.end();
            this.eta = config.eta;
        }

        @Override
        public NDArray step(NDArray x, double from, double to, StepNoise noise, NDManager memory) {
            Transition step = Transition.of(denoiser.path(), from, to);
            if (step.n() == 0) {
                return denoiser.carried(x, from, to);
            }
            before.lend(x.getManager());
            double lambda = denoiser.lambda(from);
            double h = denoiser.lambda(to) - lambda;
            double kept = eta == 0 ? 1 : Math.exp(-eta * h);
            NDArray data = denoiser.at(x, from);
            double ofState = step.nTo() / step.n() * kept;
            NDArray next = Denoiser.blend(x, ofState, line(data, lambda, h, to), step.ofData(ofState));
            before.keep(lambda, data, memory);
            double fresh = step.nTo() * Math.sqrt(1 - kept * kept);
            return fresh == 0 ? next : next.addi(noise.gaussian(x, 0).muli(fresh));
        }

        /** D̄. */
        private NDArray line(NDArray data, double lambda, double h, double to) {
            if (to == end || before.size() == 0 || !Double.isFinite(h)) {
                return data;
            }
            double onward = h / (2 * (lambda - before.get(0).lambda()));
            return Denoiser.blend(data, 1 + onward, before.get(0).data(), -onward);
        }
    }
}
