package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import jakarta.inject.Inject;

/** θ ← (1 − η λ) θ − η sign(β₁ m + (1 − β₁) g), and then m ← β₂ m + (1 − β₂) g. */
@RheoComponent(
        name = "lion",
        summary = "Steps of equal size for every parameter, along the sign of an interpolated momentum.",
        source = "Chen et al. 2023, algorithm 2")
public final class Lion implements Optimizer {
    /** Options. */
    public record Config(
            @Option(
                    value = "Base learning rate, the size of every step; a third to a tenth of that of AdamW.",
                    defaultsTo = "1e-4",
                    min = 0,
                    source = "Chen et al. 2023, section 5")
            double learningRate,

            @Option(
                    value = "Share of the momentum in the direction; the rest is the gradient.",
                    defaultsTo = "0.9",
                    min = 0,
                    max = 1,
                    below = true)
            double beta1,

            @Option(value = "Decay rate of the momentum.", defaultsTo = "0.99", min = 0, max = 1, below = true)
            double beta2,

            @Option(
                    value =
                            "Decay of weights (not of biases, norms and embeddings), times the learning rate; three to ten"
                                    + " times that of AdamW.",
                    defaultsTo = "0",
                    min = 0,
                    source = "Chen et al. 2023, section 5")
            double weightDecay)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public Lion(Config config) {
        this.config = config;
    }

    @Override
    public double learningRate() {
        return config.learningRate;
    }

    @Override
    public void define(UpdateBuilder update) {
        Value theta = WeightDecay.decoupled(update, config.weightDecay);
        Value momentum = update.state("momentum", 0);
        Value direction = update.sign(MovingAverage.next(update, config.beta1, momentum, update.gradient()));
        update.assign(momentum, MovingAverage.next(update, config.beta2, momentum, update.gradient()));
        update.assign(update.parameter(), update.sub(theta, update.mul(direction, update.learningRate())));
    }
}
