package dev.rheo.plugins.autoencoders;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataException;
import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.latent.FittedAutoencoder;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.Support;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The linear autoencoder of least mean square error: coordinates along the leading eigenvectors of the training rows'
 * covariance. Eigenvectors are unit vectors whose largest entry is positive.
 */
@RheoComponent(
        name = "pca",
        summary = "Principal components: the leading eigenvectors of the training rows' covariance, in float64.",
        formula = "z = Vᵀ (x − mean),  x ≈ mean + V z",
        source = "Pearson 1901; Hotelling 1933")
public final class PrincipalComponents implements FittedAutoencoder {
    private static final int MOST_FEATURES = 4096;

    /** Options. */
    public record Config(
            @Option(
                    value = "Length of a latent: how many eigenvectors are kept.",
                    defaultsTo = "16",
                    min = 1,
                    max = 4096)
            int components,

            @Option(
                    value = "A run, or a safetensors file, whose components are used instead of those of this data.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            Path from)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public PrincipalComponents(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(Shape sample) {
        long features = sample.size();
        if (config.components > features) {
            return Support.no(
                    config.components + " components are more than the " + features + " numbers of a sample",
                    "Give autoencoder.components at most " + features + ".");
        }
        return features > MOST_FEATURES
                ? Support.no(
                        "the covariance of samples of " + features + " numbers is too large to take apart; "
                                + MOST_FEATURES + " are the most",
                        "Resize the data, or choose kl-autoencoder.")
                : Support.yes();
    }

    @Override
    public Shape latent(Shape sample) {
        return Shape.of(config.components);
    }

    @Override
    public List<Value> encode(Shape sample, NetworkBuilder net, Value x) {
        Value mean = net.parameter("mean", Shape.of(sample.size()), Init.ZERO);
        Value components = net.parameter("components", Shape.of(config.components, sample.size()), Init.ZERO);
        return List.of(net.linear(net.sub(net.flatten(x), mean), components, null));
    }

    @Override
    public Value decode(Shape sample, NetworkBuilder net, Value z) {
        Value mean = net.parameter("mean", Shape.of(sample.size()), Init.ZERO);
        Value components = net.parameter("components", Shape.of(sample.size(), config.components), Init.ZERO);
        return net.reshape(net.linear(z, components, mean), sample.batched());
    }

    @Override
    public @Nullable Path from() {
        return config.from;
    }

    @Override
    public Map<String, float[]> fit(Points rows, Shape sample, RandomStreams random) {
        int d = rows.dimension();
        int k = config.components;
        if (rows.count() < 2) {
            throw new DataException("one row has no covariance", "give more data");
        }
        double[] mean = mean(rows);
        SymmetricEigen eigen = new SymmetricEigen(covariance(rows, mean));
        List<Integer> order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.value(i)))
                .limit(k)
                .toList();
        float[] encoder = new float[k * d];
        float[] decoder = new float[d * k];
        for (int i = 0; i < k; i++) {
            double[] vector = eigen.vector(order.get(i));
            double sign = sign(vector);
            for (int j = 0; j < d; j++) {
                encoder[i * d + j] = (float) (sign * vector[j]);
                decoder[j * k + i] = encoder[i * d + j];
            }
        }
        float[] center = new float[d];
        for (int j = 0; j < d; j++) {
            center[j] = (float) mean[j];
        }
        return Map.of(
                "encoder.mean", center,
                "encoder.components", encoder,
                "decoder.mean", center,
                "decoder.components", decoder);
    }

    private static double[] mean(Points rows) {
        double[] mean = new double[rows.dimension()];
        for (int i = 0; i < rows.values().length; i++) {
            mean[i % mean.length] += rows.values()[i];
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= rows.count();
        }
        return mean;
    }

    private static double[][] covariance(Points rows, double[] mean) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        double[] centred = new double[d];
        for (int row = 0; row < rows.count(); row++) {
            for (int j = 0; j < d; j++) {
                centred[j] = rows.at(row, j) - mean[j];
            }
            for (int i = 0; i < d; i++) {
                double[] line = covariance[i];
                double own = centred[i];
                for (int j = 0; j <= i; j++) {
                    line[j] += own * centred[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] /= rows.count();
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** That makes the largest entry positive; the first of several as large. */
    private static double sign(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-9)) {
                largest = entry;
            }
        }
        return largest < 0 ? -1 : 1;
    }
}
