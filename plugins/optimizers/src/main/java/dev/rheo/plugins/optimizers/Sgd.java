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
 * v ← μ v + (1 − τ) g, θ ← θ − η v (with Nesterov: θ ← θ − η (g + μ v)), the form of PyTorch: the learning rate is not
 * part of the velocity, and the first velocity is the whole gradient whatever the dampening τ.
 */
@RheoComponent(
        name = "sgd",
        summary = "Stochastic gradient descent with momentum.",
        source = "Sutskever et al. 2013, in PyTorch's form")
public final class Sgd implements Optimizer {
    /** Options. */
    public record Config(
            @Option(value = "Base learning rate.", defaultsTo = "1e-2", min = 0)
            double learningRate,

            @Option(
                    value = "Momentum μ; 0 is plain gradient descent.",
                    defaultsTo = "0.9",
                    min = 0,
                    max = 1,
                    below = true)
            double momentum,

            @Option(
                    value =
                            "Dampening τ: the part of the gradient that does not enter the velocity; not with nesterov.",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    below = true)
            double dampening,

            @Option(value = "Whether to look ahead by the momentum.", defaultsTo = "false")
            boolean nesterov,

            @Option(
                    value = "L2 penalty on weights (not on biases, norms and embeddings), added to the gradient.",
                    defaultsTo = "0",
                    min = 0)
            double weightDecay)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (nesterov && momentum == 0) {
                problems.error(
                        "nesterov",
                        "there is no momentum to look ahead by",
                        "set momentum above 0 (0.9 is common), or nesterov to false");
            }
            if (dampening > 0 && momentum == 0) {
                problems.error(
                        "dampening", "there is no velocity to dampen", "set momentum above 0, or dampening to 0");
            }
            if (nesterov && dampening > 0) {
                problems.error(
                        "dampening",
                        "looking ahead by a dampened velocity is no longer Nesterov's step",
                        "set dampening to 0, or nesterov to false");
            }
        }
    }

    private final Config config;

    @Inject
    public Sgd(Config config) {
        this.config = config;
    }

    @Override
    public double learningRate() {
        return config.learningRate;
    }

    @Override
    public void define(UpdateBuilder update) {
        Value gradient = WeightDecay.coupled(update, config.weightDecay);
        Value direction = gradient;
        if (config.momentum > 0) {
            Value velocity = update.state("velocity", 0);
            Value moved = update.add(update.mul(velocity, config.momentum), dampened(update, gradient));
            update.assign(velocity, moved);
            direction = config.nesterov ? update.add(gradient, update.mul(moved, config.momentum)) : moved;
        }
        Value move = update.mul(direction, update.learningRate());
        update.assign(update.parameter(), update.sub(update.parameter(), move));
    }

    private Value dampened(UpdateBuilder update, Value gradient) {
        if (config.dampening == 0) {
            return gradient;
        }
        Value share = update.scalar("gradient_share", 1);
        update.assign(share, update.constant(1 - config.dampening));
        return update.mul(gradient, share);
    }
}
