package dev.rheo.runtime.run;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.evaluate.Evaluator;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.latent.AutoencoderMaker;
import dev.rheo.runtime.latent.Codec;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.store.AutoencoderFacts;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState.Status;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.train.Inspector;
import dev.rheo.runtime.train.StopSignal;
import dev.rheo.runtime.train.Surroundings;
import dev.rheo.runtime.train.TrainedParameters;
import dev.rheo.runtime.train.Trainer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Data and engine of one experiment, ready to train, sample and evaluate. Used by the thread that made it. */
public final class Workshop {
    private final Blueprint blueprint;
    private PreparedData data;
    private final TorchEngine engine;
    private final int threads;
    private @Nullable Codec codec;
    private @Nullable AutoencoderFacts autoencoder;

    private Workshop(Blueprint blueprint, PreparedData data, TorchEngine engine, int threads) {
        this.blueprint = blueprint;
        this.data = data;
        this.engine = engine;
        this.threads = threads;
    }

    /**
     * Loads the data, starts the engine, and enters it with the calling thread.
     *
     * @throws dev.rheo.api.data.DataException if the data cannot be used
     * @throws RunFailure if the engine does not start, or the data set's plugin is at fault
     */
    public static Workshop open(Blueprint blueprint) {
        return open(blueprint, 0);
    }

    /**
     * As {@link #open(Blueprint)}, for a run that began with {@code threadsBefore} engine threads (0: not known). They are
     * kept where the manifest leaves the choice, whatever processors there are now, so that the bits stay the same.
     */
    public static Workshop open(Blueprint blueprint, int threadsBefore) {
        try (EngineStart start = EngineStart.begin()) {
            return open(blueprint, threadsBefore, start);
        }
    }

    /** As {@link #open(Blueprint, int)}, with an engine whose start has begun. */
    public static Workshop open(Blueprint blueprint, int threadsBefore, EngineStart start) {
        PreparedData data = loaded(blueprint);
        TorchEngine engine = start.engine();
        int threads = threads(blueprint, threadsBefore);
        engine.enterThread(threads);
        return new Workshop(blueprint, data, engine, threads);
    }

    /** What is known of the autoencoder, once {@link #encode} has made it ready. */
    Optional<AutoencoderFacts> autoencoder() {
        return Optional.ofNullable(autoencoder);
    }

    /** The engine threads of an experiment; {@code threadsBefore} as for {@link #open(Blueprint, int)}. */
    public static int threads(Blueprint blueprint, int threadsBefore) {
        int asked = blueprint.spec().train().threads();
        int chosen = threadsBefore > 0
                ? threadsBefore
                : TorchEngine.threadsFor(
                        blueprint.network().flops(), blueprint.spec().train().batch());
        return asked > 0 ? asked : chosen;
    }

    /** The engine threads of each shard of a minibatch: those asked for, or their part of those that the rule gives. */
    public int threadsOfShard() {
        TrainSpec train = blueprint.spec().train();
        return train.threads() > 0 ? threads : Math.max(1, threads / train.shards());
    }

    private static PreparedData loaded(Blueprint blueprint) {
        try {
            return PreparedData.load(blueprint.parts().data(), blueprint.random());
        } catch (DataException unusable) {
            throw unusable;
        } catch (OutOfMemoryError e) {
            throw Failures.of(e);
        } catch (RuntimeException | LinkageError fault) {
            throw new RunFailure(
                    Status.FAILED,
                    "the data set '" + blueprint.spec().data().name() + "' failed: " + fault,
                    "this is a fault of its plugin; run again with --debug for the details",
                    fault);
        }
    }

    /**
     * Starts the engine without data.
     *
     * @throws RunFailure if it does not start
     */
    public static TorchEngine startEngine() {
        try {
            return TorchEngine.start();
        } catch (RuntimeException | LinkageError e) {
            throw new RunFailure(
                    Status.FAILED,
                    "PyTorch does not start: " + e.getMessage(),
                    "'rheo doctor' examines this machine; DJL's cache (DJL_CACHE_DIR, else ~/.djl.ai) must be writable"
                            + " and have 1 GB of room",
                    e);
        }
    }

    public Blueprint blueprint() {
        return blueprint;
    }

    public PreparedData data() {
        return data;
    }

    public TorchEngine engine() {
        return engine;
    }

    /** Threads of the engine. */
    public int threads() {
        return threads;
    }

    /**
     * Gets the autoencoder of a flow of latents ready, by which {@link #data} becomes what the flow is trained on: the one that
     * the run has stored, or else a new one, which it stores. Nothing happens in an experiment without, or a second time.
     *
     * @param phases hears how it comes along
     * @return the autoencoder; empty without one, or if it was stopped
     */
    Optional<SavedAutoencoder> encode(RunDirectory directory, StopSignal stop, Consumer<String> phases) {
        LatentSpace space = blueprint.latents();
        if (space == null) {
            return Optional.empty();
        }
        Optional<SavedAutoencoder> ready = directory.autoencoder(space.layout());
        if (ready.isEmpty()) {
            ready = new AutoencoderMaker(engine, space, blueprint.random()).make(data, stop::requested, phases);
            ready.ifPresent(directory::writeAutoencoder);
        }
        ready.ifPresent(autoencoder -> encode(space, autoencoder));
        return ready;
    }

    private void encode(LatentSpace space, SavedAutoencoder autoencoder) {
        if (codec == null) {
            codec = Codec.of(engine, space, autoencoder);
            this.autoencoder = autoencoder.facts();
            data = data.encoded(codec, space.latent());
        }
    }

    /** Trains; see {@link Trainer#train}. */
    TrainedParameters train(Optional<Checkpoint> from, Inspector inspector, Surroundings around)
            throws InterruptedException {
        return new Trainer(blueprint, engine, threadsOfShard()).train(data, from, inspector, around);
    }

    /**
     * One minibatch through everything that training and sampling call; nothing is trained or written.
     *
     * @return its loss
     * @throws RunFailure if anything goes wrong
     */
    public double rehearse() {
        try {
            LatentSpace space = blueprint.latents();
            if (space != null) {
                encode(space, new AutoencoderMaker(engine, space, blueprint.random()).untrained(data));
            }
            return new Trainer(blueprint, engine, threadsOfShard()).rehearse(data);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            throw Failures.of(e);
        }
    }

    /** Enters the engine with a further thread. */
    void enterThread() {
        engine.enterThread(threads);
    }

    /** A sampler of these parameters, with the run's own randomness. The caller closes it. */
    public Sampler sampler(TrainedParameters parameters) {
        return sampler(parameters, blueprint.random());
    }

    /** A sampler of these parameters, with other randomness. The caller closes it. */
    public Sampler sampler(TrainedParameters parameters, RandomStreams random) {
        float[] theta = parameters.chosen(blueprint.spec().sample().ema());
        return new Sampler(blueprint, engine, theta, data.labels(), data.heldOutConditions(), random);
    }

    public Evaluator evaluator() {
        return new Evaluator(blueprint, data);
    }

    /** Samples in original units. */
    public Rows original(Drawn drawn) {
        return evaluator().original(drawn);
    }
}
