package dev.rheo.testkit.latent;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.Support;
import java.util.List;

/**
 * An autoencoder with what it declares. Small configurations make quick tests.
 *
 * @param autoencoder the autoencoder
 * @param linear whether it claims to give back rows that lie in an affine space of its latent's dimension
 * @param samples shapes that it is asked to encode; those that it does not support are left out
 */
public record AutoencoderSubject(Autoencoder autoencoder, boolean linear, List<Shape> samples) {
    public AutoencoderSubject {
        samples = List.copyOf(samples);
    }

    List<Shape> supported() {
        return samples.stream()
                .filter(sample -> autoencoder.supports(sample) instanceof Support.Yes)
                .toList();
    }
}
