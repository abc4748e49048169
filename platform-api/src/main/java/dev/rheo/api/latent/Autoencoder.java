package dev.rheo.api.latent;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.Support;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two graphs of named parameters: an encoder from samples to latents and a decoder back. Implement {@link FittedAutoencoder}
 * where parameters are computed from the data at once, {@link TrainedAutoencoder} where they are trained by gradient steps. The
 * host owns parameters and execution. It encodes every training row once, by the mean, and multiplies latents by one number
 * that gives them unit standard deviation.
 */
@ComponentKind(value = "autoencoder", title = "autoencoder")
public interface Autoencoder extends Component {
    /** Whether samples of this shape (without batch) can be encoded; pure, asked before anything else. */
    Support supports(Shape sample);

    /** The shape of the latent of one sample (without batch). Asked only of shapes that are supported. */
    Shape latent(Shape sample);

    /** Whether {@link #encode} returns a log variance beside the mean. */
    default boolean stochastic() {
        return false;
    }

    /**
     * Writes the encoder. Must be deterministic: the names and shapes of the parameters identify stored autoencoders. Called in
     * the scope {@code encoder}.
     *
     * @param x (B x sample)
     * @return the latent's mean (B x latent), and its log variance (B x latent) if {@link #stochastic}
     */
    List<Value> encode(Shape sample, NetworkBuilder net, Value x);

    /**
     * Writes the decoder, with the same duties, in the scope {@code decoder}.
     *
     * @param z (B x latent)
     * @return (B x sample)
     */
    Value decode(Shape sample, NetworkBuilder net, Value z);

    /**
     * Where parameters lie that are to be used as they are, instead of being fitted or trained: the directory of a run with the
     * same autoencoder, or a safetensors file with tensors of its names. Null for none.
     */
    default @Nullable Path from() {
        return null;
    }

    /** Numbers of its configuration that a reader of results wants to see beside them, by the option's name. */
    default Map<String, Double> facts() {
        return Map.of();
    }
}
