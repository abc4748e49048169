package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import jakarta.inject.Inject;

/** m ← β m + (1 - β) g, θ ← θ - η sign(m). Written as a graph: the host compiles it into the training step. */
@RheoComponent(
        name = "frozen-signum",
        summary = "Steps of equal size along the sign of the momentum.",
        source = "Bernstein et al. 2018, algorithm 2")
public final class SignumOptimizer implements Optimizer {
    public record Config(
            @Option(value = "Base learning rate, the size of every step.", defaultsTo = "1e-4", min = 0)
            double learningRate,

            @Option(value = "Decay rate of the momentum.", defaultsTo = "0.9", min = 0, max = 1, below = true)
            double momentum)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public SignumOptimizer(Config config) {
        this.config = config;
    }

    @Override
    public double learningRate() {
        return config.learningRate();
    }

    @Override
    public void define(UpdateBuilder update) {
        Value momentum = update.state("momentum", 0);
        Value next = update.add(
                update.mul(momentum, config.momentum()), update.mul(update.gradient(), 1 - config.momentum()));
        update.assign(momentum, next);
        update.assign(
                update.parameter(),
                update.sub(update.parameter(), update.mul(update.sign(next), update.learningRate())));
    }
}
