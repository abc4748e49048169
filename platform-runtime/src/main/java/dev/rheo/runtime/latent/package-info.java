/**
 * Flows of latents: an autoencoder for the data's shape, how it gets its parameters, and the way between data and latents on
 * the engine.
 */
package dev.rheo.runtime.latent;
