package dev.rheo.runtime.latent;

import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.runtime.data.Encoding;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.program.CachedRows;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.store.SavedAutoencoder;
import java.util.Arrays;

/** An autoencoder on the engine. Any thread that has entered the engine may use it. Closing frees it. */
public final class Codec implements Encoding, AutoCloseable {
    private final NetworkFunction encoder;
    private final NetworkFunction decoder;
    private final LatentSpace space;
    private final double scale;

    /**
     * @param theta parameters in the order of the space's layout
     * @param scale what the encoder's latents are multiplied by
     */
    public Codec(TorchEngine engine, LatentSpace space, float[] theta, double scale) {
        this.space = space;
        this.scale = scale;
        int split = space.encoderLength();
        encoder = encoder(engine, space, theta);
        boolean done = false;
        try {
            decoder = function(engine, space.graphs().decoder(), Arrays.copyOfRange(theta, split, theta.length));
            done = true;
        } finally {
            if (!done) {
                encoder.close();
            }
        }
    }

    public static Codec of(TorchEngine engine, LatentSpace space, SavedAutoencoder saved) {
        return new Codec(engine, space, saved.theta(), saved.facts().scale());
    }

    /** The encoder alone. */
    static NetworkFunction encoder(TorchEngine engine, LatentSpace space, float[] theta) {
        return function(engine, space.graphs().encoder(), Arrays.copyOf(theta, space.encoderLength()));
    }

    private static NetworkFunction function(TorchEngine engine, Graph graph, float[] theta) {
        return new NetworkFunction(engine, NetworkProgram.of(graph, Precision.FLOAT32), theta);
    }

    @Override
    public Points encode(Points trained) {
        return scaled(
                applied(
                        encoder,
                        0,
                        space.graphs().encoder(),
                        trained,
                        space.latent().size()),
                scale);
    }

    @Override
    public Points decode(Points latents) {
        int size = Math.toIntExact(space.graphs().sample().size());
        return applied(decoder, 0, space.graphs().decoder(), scaled(latents, 1 / scale), size);
    }

    /** Mean over the rows of KL(N(mean, variance) | N(0, 1)), in nats: of encoders with two heads. */
    static double divergence(NetworkFunction encoder, Graph graph, Points rows) {
        int latent = Math.toIntExact(graph.outputs().get(0).shape().size());
        Points mean = applied(encoder, 0, graph, rows, latent);
        Points logVariance = applied(encoder, 1, graph, rows, latent);
        double sum = 0;
        for (int i = 0; i < mean.values().length; i++) {
            double m = mean.values()[i];
            double l = logVariance.values()[i];
            sum += (m * m + Math.exp(l) - 1 - l) / 2;
        }
        return sum / rows.count();
    }

    private static Points applied(NetworkFunction function, int head, Graph graph, Points points, int dimension) {
        long[] shape =
                Arrays.stream(graph.inputs().get(0).shape().dims()).skip(1).toArray();
        int batch = CachedRows.of(graph);
        float[] all = new float[Math.multiplyExact(points.count(), dimension)];
        for (int first = 0; first < points.count(); first += batch) {
            int n = Math.min(batch, points.count() - first);
            float[] part = function.apply(points.slice(first, n).values(), n, shape, head);
            System.arraycopy(part, 0, all, first * dimension, part.length);
        }
        return new Points(all, points.count(), dimension);
    }

    private static Points scaled(Points points, double by) {
        if (by == 1) {
            return points;
        }
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * by);
        }
        return new Points(values, points.count(), points.dimension());
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
