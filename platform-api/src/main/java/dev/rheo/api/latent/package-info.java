/**
 * Flow matching in latent space (Rombach et al. 2022, arXiv:2112.10752): an autoencoder turns samples x into latents z, the
 * flow is one of latents, and what it draws is decoded. Samples are in training units; latents, here, before they are scaled.
 */
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
package dev.rheo.api.latent;

import org.apiguardian.api.API;
