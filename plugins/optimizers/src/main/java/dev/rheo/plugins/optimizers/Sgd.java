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
 * v ← μ v + g, θ ← θ − η v (with Nesterov: θ ← θ − η (g + μ v)), the form of PyTorch, in which the learning rate is not
 * part of the velocity.
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
        Value theta = update.parameter();
        Value gradient = update.gradient();
        if (config.weightDecay > 0) {
            gradient = update.add(gradient, update.mul(update.decay(config.weightDecay), theta));
        }
        Value direction = gradient;
        if (config.momentum > 0) {
            Value velocity = update.state("velocity", 0);
            Value moved = update.add(update.mul(velocity, config.momentum), gradient);
            update.assign(velocity, moved);
            direction = config.nesterov ? update.add(gradient, update.mul(moved, config.momentum)) : moved;
        }
        update.assign(theta, update.sub(theta, update.mul(direction, update.learningRate())));
    }
}
