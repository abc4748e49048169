package dev.rheo.runtime.latent;

import dev.rheo.api.data.SampleShape;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.latent.AutoencoderGraphs;
import dev.rheo.api.latent.FittedAutoencoder;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.store.ParameterSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An autoencoder built for the data's shape. Its parameters are one vector: the encoder's in the order of its layout, then the
 * decoder's.
 *
 * @param latent shape of one latent
 */
public record LatentSpace(Autoencoder autoencoder, AutoencoderGraphs graphs, SampleShape latent) {
    /** @throws RuntimeException whatever the component throws */
    public static LatentSpace of(Autoencoder autoencoder, SampleShape sample) {
        AutoencoderGraphs graphs = AutoencoderGraphs.of(autoencoder, shape(sample));
        if (autoencoder instanceof TrainedAutoencoder trained) {
            AutoencoderGraphs.loss(trained, shape(sample)); // what is wrong with it is said before training
        } else if (!(autoencoder instanceof FittedAutoencoder)) {
            throw new IllegalArgumentException(autoencoder.getClass().getName()
                    + " is neither a FittedAutoencoder nor a TrainedAutoencoder, so nothing gives it its parameters");
        }
        List<Integer> latent =
                LongStream.of(graphs.latent().dims()).mapToObj(Math::toIntExact).toList();
        return new LatentSpace(autoencoder, graphs, new SampleShape(latent));
    }

    /** As graphs have it. */
    public static Shape shape(SampleShape sample) {
        return Shape.of(
                sample.dimensions().stream().mapToLong(Integer::longValue).toArray());
    }

    /** How many of the parameters are the encoder's. */
    public int encoderLength() {
        return Math.toIntExact(graphs.encoder().parameterCount());
    }

    /** Where each parameter lies. */
    public List<ParameterSlice> layout() {
        List<ParameterSlice> slices = new ArrayList<>(SavedModel.slices(Layout.of(graphs.encoder())));
        for (ParameterSlice slice : SavedModel.slices(Layout.of(graphs.decoder()))) {
            slices.add(new ParameterSlice(slice.name(), slice.shape(), slice.offset() + encoderLength()));
        }
        return slices;
    }
}
