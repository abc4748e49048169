package dev.rheo.runtime.latent;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.Points;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.latent.FittedAutoencoder;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.store.AutoencoderFacts;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.SavedAutoencoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an experiment's autoencoder: from a file, by a fit, or by training; then measures it on the data. Used by a thread that
 * has entered the engine.
 */
public final class AutoencoderMaker {
    private final TorchEngine engine;
    private final LatentSpace space;
    private final RandomStreams random;

    public AutoencoderMaker(TorchEngine engine, LatentSpace space, RandomStreams random) {
        this.engine = engine;
        this.space = space;
        this.random = random;
    }

    /**
     * @param data of the experiment, not encoded
     * @param phases hears how it comes along
     * @return empty if it was stopped
     * @throws DataException if the data does not determine an autoencoder, or its latents are all alike
     * @throws dev.rheo.runtime.store.StoreException if parameters of another autoencoder are asked for and do not fit
     * @throws AutoencoderException if training diverges
     */
    public Optional<SavedAutoencoder> make(PreparedData data, BooleanSupplier stopped, Consumer<String> phases) {
        data.requireLoaded();
        Autoencoder autoencoder = space.autoencoder();
        Path from = autoencoder.from();
        if (from != null) {
            phases.accept("taking the autoencoder of " + from);
            float[] theta = SavedAutoencoder.parameters(file(from), space.layout());
            return Optional.of(measured(theta, data, from.toString()));
        }
        Points rows = data.training().points();
        return parameters(rows, stopped, phases)
                .map(named -> measured(AutoencoderTraining.vector(space.layout(), named), data, null));
    }

    /** As {@link #make}, but one that is to be trained is left as it begins: for rehearsals. */
    public SavedAutoencoder untrained(PreparedData data) {
        if (space.autoencoder() instanceof TrainedAutoencoder trained && trained.from() == null) {
            Map<String, float[]> initial = training(trained).initial();
            return measured(AutoencoderTraining.vector(space.layout(), initial), data, null);
        }
        return make(data, () -> false, phase -> {}).orElseThrow();
    }

    private static Path file(Path from) {
        return Files.isDirectory(from) ? from.resolve(SavedAutoencoder.FILE) : from;
    }

    private AutoencoderTraining training(TrainedAutoencoder trained) {
        return new AutoencoderTraining(engine, trained, space.graphs().sample(), random);
    }

    private Optional<Map<String, float[]>> parameters(Points rows, BooleanSupplier stopped, Consumer<String> phases) {
        if (space.autoencoder() instanceof FittedAutoencoder fitted) {
            phases.accept("fitting the autoencoder …");
            return Optional.of(PluginContext.supply(
                    fitted, () -> fitted.fit(rows, space.graphs().sample(), random)));
        }
        TrainedAutoencoder trained = (TrainedAutoencoder) space.autoencoder();
        phases.accept("training the autoencoder …");
        return training(trained)
                .train(
                        rows,
                        stopped,
                        (step, steps, loss) -> phases.accept(String.format(
                                Locale.ROOT, "autoencoder: step %,d of %,d, loss %.4g", step, steps, loss)));
    }

    private SavedAutoencoder measured(float[] theta, PreparedData data, @Nullable String from) {
        List<ParameterSlice> layout = space.layout();
        Points training = data.scaling().toTraining(data.original().points());
        Points heldOut = data.scaling().toTraining(data.heldOut().points());
        Points rows = heldOut.count() > 0 ? heldOut : training;
        try (Codec codec = new Codec(engine, space, theta, 1)) {
            Points latents = codec.encode(training);
            Moments moments = Moments.of(latents);
            if (!(moments.deviation() > 0) || !Double.isFinite(moments.deviation())) {
                throw new DataException(
                        "the autoencoder gives every training row the same latent, or numbers that are not finite",
                        "change the autoencoder's options, or train it longer");
            }
            double trainingError = error(training, codec.decode(latents));
            double error = rows == training ? trainingError : error(rows, codec.decode(codec.encode(rows)));
            AutoencoderFacts facts = new AutoencoderFacts(
                    AutoencoderFacts.VERSION,
                    space.latent().dimensions(),
                    1 / moments.deviation(),
                    moments.mean(),
                    moments.deviation(),
                    space.autoencoder().stochastic() ? kl(theta, rows) : null,
                    rows.count(),
                    error,
                    trainingError,
                    variance(rows, training),
                    from,
                    ParameterHash.of(theta));
            return new SavedAutoencoder(facts, layout, theta);
        }
    }

    private double kl(float[] theta, Points rows) {
        try (NetworkFunction encoder = Codec.encoder(engine, space, theta)) {
            return Codec.divergence(encoder, space.graphs().encoder(), rows);
        }
    }

    /** Mean square distance per feature. */
    private static double error(Points rows, Points decoded) {
        double sum = 0;
        for (int i = 0; i < rows.values().length; i++) {
            double difference = (double) rows.values()[i] - decoded.values()[i];
            sum += difference * difference;
        }
        return sum / rows.values().length;
    }

    private static double variance(Points rows, Points training) {
        int d = rows.dimension();
        double[] mean = new double[d];
        for (int i = 0; i < training.values().length; i++) {
            mean[i % d] += training.values()[i] / training.count();
        }
        double sum = 0;
        for (int i = 0; i < rows.values().length; i++) {
            double difference = rows.values()[i] - mean[i % d];
            sum += difference * difference;
        }
        return sum / rows.values().length;
    }

    /** Of all numbers together. */
    private record Moments(double mean, double deviation) {
        static Moments of(Points latents) {
            double sum = 0;
            for (float value : latents.values()) {
                sum += value;
            }
            double mean = sum / latents.values().length;
            double squares = 0;
            for (float value : latents.values()) {
                squares += (value - mean) * (value - mean);
            }
            return new Moments(mean, Math.sqrt(squares / latents.values().length));
        }
    }
}
