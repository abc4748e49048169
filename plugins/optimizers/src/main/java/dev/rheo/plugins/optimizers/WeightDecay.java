package dev.rheo.plugins.optimizers;

import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.UpdateBuilder;

/** The two ways to pull weights towards 0. Both leave biases, norms and embeddings alone. */
final class WeightDecay {
    private WeightDecay() {}

    /** g + λ θ: the gradient of a loss with an L2 penalty. */
    static Value coupled(UpdateBuilder update, double lambda) {
        return lambda == 0
                ? update.gradient()
                : update.add(update.gradient(), update.mul(update.decay(lambda), update.parameter()));
    }

    /** (1 − η λ) θ: θ shrunk beside the step (Loshchilov and Hutter 2019, in PyTorch's form). */
    static Value decoupled(UpdateBuilder update, double lambda) {
        return lambda == 0
                ? update.parameter()
                : update.mul(
                        update.parameter(), update.sub(1, update.mul(update.decay(lambda), update.learningRate())));
    }
}
