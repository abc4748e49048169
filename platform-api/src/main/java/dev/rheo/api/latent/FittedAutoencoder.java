package dev.rheo.api.latent;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.random.RandomStreams;
import java.util.Map;

/** An autoencoder whose parameters are computed from the data at once, on the host. */
public interface FittedAutoencoder extends Autoencoder {
    /**
     * The parameters for these rows; a pure function of its arguments.
     *
     * @param rows training rows in training units; left as they are
     * @param random for methods that draw
     * @return the numbers of every parameter, row-major, by its full name, for example {@code encoder.weight}
     * @throws dev.rheo.api.data.DataException if the rows do not determine them
     */
    Map<String, float[]> fit(Points rows, Shape sample, RandomStreams random);
}
