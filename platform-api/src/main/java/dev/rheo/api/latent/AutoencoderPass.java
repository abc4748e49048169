package dev.rheo.api.latent;

import dev.rheo.api.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A minibatch on its way through an autoencoder.
 *
 * @param x the samples (B x sample)
 * @param mean of their latents (B x latent)
 * @param logVariance of their latents, or null for an encoder without
 * @param z what is decoded: mean + exp(logVariance / 2) ε with standard normal ε, or the mean
 * @param decoded (B x sample)
 */
public record AutoencoderPass(Value x, Value mean, @Nullable Value logVariance, Value z, Value decoded) {}
