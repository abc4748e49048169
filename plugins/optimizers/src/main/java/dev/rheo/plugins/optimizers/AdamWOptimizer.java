package dev.rheo.plugins.optimizers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import jakarta.inject.Inject;

/** Adam with decoupled weight decay. */
@RheoComponent(
        name = "adamw",
        summary = "Adam with decoupled weight decay.",
        source = "Loshchilov, Hutter 2019, algorithm 2")
public final class AdamWOptimizer implements Optimizer {
    /** Options. */
    public record Config(
            @Option(value = "Base learning rate.", defaultsTo = "1e-3", min = 0)
            double learningRate,

            @Option(value = "Decay rate of the first moment.", defaultsTo = "0.9", min = 0, max = 1, below = true)
            double beta1,

            @Option(value = "Decay rate of the second moment.", defaultsTo = "0.999", min = 0, max = 1, below = true)
            double beta2,

            @Option(value = "Added to the root of the second moment.", defaultsTo = "1e-8", min = 0, above = true)
            double epsilon,

            @Option(
                    value = "Decay of weights (not of biases, norms and embeddings), times the learning rate.",
                    defaultsTo = "1e-2",
                    min = 0)
            double weightDecay)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public AdamWOptimizer(Config config) {
        this.config = config;
    }

    @Override
    public double learningRate() {
        return config.learningRate;
    }

    @Override
    public void define(UpdateBuilder update) {
        update.fusedAdam(new Adam(config.beta1, config.beta2, config.epsilon, config.weightDecay, true));
    }
}
