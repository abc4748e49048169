package dev.rheo.api.latent;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The graphs of an autoencoder for samples of one shape. Both parts have the inputs of networks, so that they run as such; time
 * means nothing to them.
 *
 * @param latent shape of one latent
 * @param encoder input x (B x sample); heads {@code mean} and perhaps {@code log_variance}, each (B x latent)
 * @param decoder input x (B x latent); head {@code decoded} (B x sample)
 */
public record AutoencoderGraphs(Shape sample, Shape latent, Graph encoder, Graph decoder) {
    /** Scope of the encoder's parameters. */
    public static final String ENCODER = "encoder";

    /** Scope of the decoder's parameters. */
    public static final String DECODER = "decoder";

    private static final String X = "x";
    private static final String Z = "z";
    private static final String NOISE = "noise";

    /** @throws Shape.ShapeMismatch if layers do not fit together, or results do not have the shapes they should */
    public static AutoencoderGraphs of(Autoencoder autoencoder, Shape sample) {
        Shape latent = autoencoder.latent(sample);
        NetworkBuilder encoder = new NetworkBuilder(new NetworkSpec(sample, moments(autoencoder, latent), Labels.NONE));
        NetworkBuilder decoder =
                new NetworkBuilder(new NetworkSpec(latent, List.of(new Head("decoded", sample)), Labels.NONE));
        return new AutoencoderGraphs(
                sample,
                latent,
                encoder.build(encode(autoencoder, sample, encoder)),
                decoder.build(List.of(decode(autoencoder, sample, decoder, decoder.x()))));
    }

    /**
     * Both parts as one network to train: inputs x (B x sample) and z (B x latent), heads the encoder's of x and the decoder's
     * of z.
     */
    public static Graph joint(Autoencoder autoencoder, Shape sample) {
        Shape latent = autoencoder.latent(sample);
        NetworkBuilder net = new NetworkBuilder(
                spec(autoencoder, sample),
                List.of(InputSpec.floats(X, sample.batched()), InputSpec.floats(Z, latent.batched())));
        List<Value> heads = new ArrayList<>(encode(autoencoder, sample, net));
        heads.add(decode(autoencoder, sample, net, net.input(1)));
        return net.build(heads);
    }

    /** The loss as a program on {@link #joint}, with inputs x (B x sample) and noise (B x latent). */
    public static Graph loss(TrainedAutoencoder autoencoder, Shape sample) {
        Shape latent = autoencoder.latent(sample);
        ProgramBuilder program = new ProgramBuilder(
                List.of(InputSpec.floats(X, sample.batched()), InputSpec.floats(NOISE, latent.batched())),
                spec(autoencoder, sample).headShapes());
        Value x = program.input(X);
        Value noise = program.input(NOISE);
        List<Value> moments = program.network(x, noise, null);
        Value mean = moments.get(0);
        Value logVariance = autoencoder.stochastic() ? moments.get(1) : null;
        Value z = logVariance == null
                ? mean
                : program.add(mean, program.mul(program.exp(program.mul(logVariance, 0.5)), noise));
        Value decoded = program.network(x, z, null).get(moments.size() - 1);
        return program.build(autoencoder.loss(program, new AutoencoderPass(x, mean, logVariance, z, decoded)));
    }

    private static NetworkSpec spec(Autoencoder autoencoder, Shape sample) {
        List<Head> heads = new ArrayList<>(moments(autoencoder, autoencoder.latent(sample)));
        heads.add(new Head("decoded", sample));
        return new NetworkSpec(sample, heads, Labels.NONE);
    }

    private static List<Head> moments(Autoencoder autoencoder, Shape latent) {
        return autoencoder.stochastic()
                ? List.of(new Head("mean", latent), new Head("log_variance", latent))
                : List.of(new Head("mean", latent));
    }

    private static List<Value> encode(Autoencoder autoencoder, Shape sample, NetworkBuilder net) {
        return net.in(ENCODER, () -> autoencoder.encode(sample, net, net.x()));
    }

    private static Value decode(Autoencoder autoencoder, Shape sample, NetworkBuilder net, Value z) {
        return net.in(DECODER, () -> autoencoder.decode(sample, net, z));
    }
}
