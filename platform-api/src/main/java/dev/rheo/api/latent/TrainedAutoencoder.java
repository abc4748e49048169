package dev.rheo.api.latent;

import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.optimize.Optimizer;

/** An autoencoder whose parameters are trained by gradient steps, before the flow. */
public interface TrainedAutoencoder extends Autoencoder {
    /** Writes the loss of a minibatch, one number. */
    Value loss(ProgramBuilder program, AutoencoderPass pass);

    /** Steps of the training, at least 1. */
    int steps();

    /** Rows of a minibatch, at least 1; the host lowers it to the number of training rows. */
    int batch();

    /** The rule that changes the parameters; its learning rate falls to 0 along a half cosine. */
    Optimizer optimizer();
}
