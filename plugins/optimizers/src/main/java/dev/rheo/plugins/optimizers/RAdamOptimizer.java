package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import jakarta.inject.Inject;

/**
 * RAdam. With Adam's moments m and v, ρ∞ = 2 / (1 − β₂) − 1 and ρ_t = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ), the step is along
 * m̂ = m / (1 − β₁ᵗ) while ρ_t ≤ 5, and then along r m̂ √(1 − β₂ᵗ) / (√v + ε), where
 * r² = (ρ_t − 4)(ρ_t − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ_t). The 5 (4 in the paper) and the place of ε are PyTorch's: here the
 * bias of √v + ε is corrected, in Adam that of √v alone.
 */
@RheoComponent(
        name = "radam",
        summary = "Rectified Adam: gradient descent with momentum until the second moment can be trusted, then Adam.",
        source = "Liu et al. 2020, algorithm 2, in PyTorch's form")
public final class RAdamOptimizer implements Optimizer {
    private static final double THRESHOLD = 5;

    /** Options. */
    public record Config(
            @Option(value = "Base learning rate.", defaultsTo = "1e-3", min = 0)
            double learningRate,

            @Option(value = "Decay rate of the first moment.", defaultsTo = "0.9", min = 0, max = 1, below = true)
            double beta1,

            @Option(
                    value = "Decay rate of the second moment; above 2/3.",
                    defaultsTo = "0.999",
                    min = 0,
                    max = 1,
                    below = true)
            double beta2,

            @Option(
                    value = "Added to the root of the second moment, before its bias is corrected.",
                    defaultsTo = "1e-8",
                    min = 0,
                    above = true)
            double epsilon,

            @Option(value = "Decay of weights (not of biases, norms and embeddings).", defaultsTo = "0", min = 0)
            double weightDecay,

            @Option(
                    value =
                            "Whether weights shrink by learning rate times weightDecay, as in AdamW. Otherwise it is an L2"
                                    + " penalty, added to the gradient.",
                    defaultsTo = "false")
            boolean decoupled)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (longest(beta2) <= THRESHOLD) {
                problems.error(
                        "beta2",
                        "the second moment forgets so fast that it is never used: 2 / (1 − beta2) − 1 has to be above 5",
                        "set beta2 above 2/3 (0.999 is common), or take the optimizer sgd");
            }
        }
    }

    private final Config config;

    @Inject
    public RAdamOptimizer(Config config) {
        this.config = config;
    }

    @Override
    public double learningRate() {
        return config.learningRate;
    }

    @Override
    public void define(UpdateBuilder update) {
        double lambda = config.weightDecay;
        Value theta = WeightDecay.decoupled(update, config.decoupled ? lambda : 0);
        Value gradient = WeightDecay.coupled(update, config.decoupled ? 0 : lambda);
        Value first = moment(update, "first_moment", config.beta1, gradient);
        Value second = moment(update, "second_moment", config.beta2, update.square(gradient));
        Value step = update.scalar("step", 0);
        Value count = update.add(step, 1);
        update.assign(step, count);
        Value t = update.asFloat64(count);
        Value rho = length(update, t);
        Value rectified = update.gt(rho, THRESHOLD);
        Value one = update.constant(1);
        Value factor = update.where(rectified, rectification(update, rho, t), one);
        Value size = update.mul(update.div(factor, correction(update, config.beta1, t)), update.learningRate());
        Value root = update.where(rectified, update.add(update.sqrt(second), config.epsilon), one);
        update.assign(update.parameter(), update.sub(theta, update.div(update.mul(first, size), root)));
    }

    private static Value moment(UpdateBuilder update, String name, double beta, Value sample) {
        Value average = update.state(name, 0);
        Value moved = MovingAverage.next(update, beta, average, sample);
        update.assign(average, moved);
        return moved;
    }

    /** βᵗ. */
    private static Value power(UpdateBuilder update, double beta, Value t) {
        return update.exp(update.mul(t, Math.log(beta)));
    }

    /** 1 − βᵗ. */
    private static Value correction(UpdateBuilder update, double beta, Value t) {
        return beta == 0 ? update.constant(1) : update.sub(1, power(update, beta, t));
    }

    /** ρ∞. */
    private static double longest(double beta2) {
        return 2 / (1 - beta2) - 1;
    }

    /** ρ_t: over how many steps the second moment averages. */
    private Value length(UpdateBuilder update, Value t) {
        Value rest = update.div(update.mul(t, power(update, config.beta2, t)), correction(update, config.beta2, t));
        return update.sub(longest(config.beta2), update.mul(rest, 2));
    }

    /** r √(1 − β₂ᵗ), a number also where it is not used. */
    private Value rectification(UpdateBuilder update, Value rho, Value t) {
        double limit = longest(config.beta2);
        Value length = update.maximum(rho, update.constant(THRESHOLD));
        Value product = update.mul(update.add(length, -4), update.add(length, -2));
        Value square = update.mul(update.div(product, length), limit / ((limit - 4) * (limit - 2)));
        return update.sqrt(update.mul(square, correction(update, config.beta2, t)));
    }
}
