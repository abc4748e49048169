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
import org.jspecify.annotations.Nullable;

/**
 * UniPC, multistep, in data prediction: each step first corrects the state it is given, with the evaluation that the next
 * prediction needs anyway, and then predicts. The host's states are the predictions; only the last one stays
 * uncorrected. Steps with an infinite λ are of first order and are not corrected; the first steps have lower
 * order for want of points.
 */
@RheoComponent(
        name = "unipc",
        summary = "The unified predictor–corrector: order 2 or 3 with one evaluation a step.",
        formula = "x' = (n'/n) x − a' (e⁻ʰ − 1) D − a' B(h) Σ ρ_m (D_m − D)/r_m",
        source = "Zhao et al. 2023, algorithms 5-8 and appendix A")
public final class UniPc implements StepSolver {
    /** The function B(h), which matters where a coefficient is set to 1/2. */
    public enum Variant {
        /** B(h) = h. */
        BH1,
        /** B(h) = e^h − 1. */
        BH2
    }

    /** Options. */
    public record Config(
            @Option(
                    value = "Steps from start to end; one evaluation of the network each.",
                    defaultsTo = "20",
                    min = 1,
                    source = "Zhao et al. 2023, section 4")
            int steps,

            @Option(
                    value = "Points that a prediction uses; 3 for unguided, 2 for guided sampling.",
                    defaultsTo = "3",
                    min = 1,
                    max = 3,
                    source = "Zhao et al. 2023, section 4.1")
            int order,

            @Option(
                    value = "B(h): bh1 (h; better in few steps without guidance) or bh2 (e^h − 1).",
                    defaultsTo = "bh2",
                    source = "Zhao et al. 2023, table 1")
            Variant variant,

            @Option(
                    value =
                            "Whether the last steps are of orders 2 and 1, which is steadier in few steps. A step to n = 0"
                                    + " is of order 1 in any case.",
                    defaultsTo = "true",
                    source = "Lu et al. 2022, code: lower_order_final")
            boolean lowerOrderFinal,

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
            return Needs.deterministicDenoiser();
        }
    }

    private final Config config;

    @Inject
    public UniPc(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        if (config.clip > 0) {
            Needs.ascending(problem, "unipc with clip");
        }
        return new Multistep(config, problem);
    }

    private static final class Multistep implements Solve {
        private final Config config;
        private final Denoiser denoiser;
        private final History history;
        private int remaining;
        private int lastOrder;
        private double lastFrom;
        private @Nullable NDArray last;

        Multistep(Config config, Problem problem) {
            this.config = config;
            this.denoiser = new Denoiser(problem, config.clip);
            this.history = new History(config.order);
            this.remaining = problem.times().length - 1;
        }

        @Override
        public NDArray step(NDArray x, double from, double to, StepNoise noise, NDManager memory) {
            remaining--;
            if (denoiser.path().n(from) == 0) {
                return denoiser.carried(x, from, to);
            }
            NDManager scratch = x.getManager();
            history.lend(scratch);
            NDArray data = denoiser.at(x, from);
            NDArray state = x;
            if (last != null) {
                last.attach(scratch);
                state = corrected(last, from, data);
            }
            double lambda = denoiser.lambda(from);
            double lambdaTo = denoiser.lambda(to);
            boolean finite = Double.isFinite(lambda) && Double.isFinite(lambdaTo);
            int highest = config.lowerOrderFinal ? Math.min(config.order, remaining + 1) : config.order;
            lastOrder = finite ? Math.min(highest, history.size() + 1) : 1;
            NDArray next = predicted(state, from, to, data, lastOrder);
            last = finite ? remembered(state, x, memory) : null;
            lastFrom = from;
            history.keep(lambda, data, memory);
            return next;
        }

        /** x itself stays the host's. */
        private static NDArray remembered(NDArray state, NDArray x, NDManager memory) {
            NDArray kept = state == x ? x.duplicate() : state;
            kept.attach(memory);
            return kept;
        }

        private NDArray predicted(NDArray x, double from, double to, NDArray data, int order) {
            Transition step = Transition.of(denoiser.path(), from, to);
            double ofState = step.nTo() / step.n();
            NDArray sum = Denoiser.blend(x, ofState, data, step.ofData(ofState));
            if (order == 1) {
                return sum;
            }
            double lambda = denoiser.lambda(from);
            double h = denoiser.lambda(to) - lambda;
            double[] r = new double[order - 1];
            for (int m = 0; m < r.length; m++) {
                r[m] = (history.get(m).lambda() - lambda) / h;
            }
            double[] rho = Bh.weights(config.variant, h, r);
            for (int m = 0; m < r.length; m++) {
                difference(sum, history.get(m).data(), data, -step.aTo() * rho[m] / r[m]);
            }
            return sum;
        }

        /** The state at {@code to} again, from the last corrected one, now that the datum expected there is known. */
        private NDArray corrected(NDArray x, double to, NDArray dataTo) {
            Transition step = Transition.of(denoiser.path(), lastFrom, to);
            double ofState = step.nTo() / step.n();
            double lambda = denoiser.lambda(lastFrom);
            double h = denoiser.lambda(to) - lambda;
            NDArray data = history.get(0).data();
            NDArray sum = Denoiser.blend(x, ofState, data, step.ofData(ofState));
            double[] r = new double[lastOrder];
            for (int m = 0; m < r.length - 1; m++) {
                r[m] = (history.get(m + 1).lambda() - lambda) / h;
            }
            r[r.length - 1] = 1;
            double[] rho = Bh.weights(config.variant, h, r);
            for (int m = 0; m < r.length - 1; m++) {
                difference(sum, history.get(m + 1).data(), data, -step.aTo() * rho[m] / r[m]);
            }
            difference(sum, dataTo, data, -step.aTo() * rho[r.length - 1]);
            return sum;
        }

        /** Adds weight · (one − other) in place. */
        private static void difference(NDArray sum, NDArray one, NDArray other, double weight) {
            sum.addi(one.sub(other).muli(weight));
        }
    }
}
