package dev.rheo.runtime.embed;

import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.Table;
import dev.rheo.runtime.data.Encoding;
import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.latent.Codec;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.sample.BatchSolver;
import dev.rheo.runtime.sample.SolveException;
import dev.rheo.runtime.sample.SolverThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trained model, open. Thread-safe: any number of threads may sample at once; the solving is done by the model's own
 * threads, so that memory is bounded whoever asks, and the calling threads are left as they are.
 */
public final class RheoModel implements AutoCloseable {
    private final String name;
    private final SavedModel saved;
    private final Manifest manifest;
    private final Blueprint blueprint;
    private final TorchEngine engine;
    private final NetworkFunction network;
    private final @Nullable Codec codec;
    private final SolverThreads solvers;
    private final Runnable plugins;
    private final Lifetime lifetime;
    private final CarriedRows rows;

    /** @param plugins closes them */
    RheoModel(
            Manifest manifest,
            Blueprint blueprint,
            TorchEngine engine,
            NetworkFunction network,
            @Nullable Codec codec,
            SolverThreads solvers,
            Runnable plugins) {
        this.name = manifest.name();
        this.saved = manifest.saved();
        this.manifest = manifest;
        this.blueprint = blueprint;
        this.engine = engine;
        this.network = network;
        this.codec = codec;
        this.solvers = solvers;
        this.plugins = plugins;
        this.lifetime = new Lifetime(name);
        this.rows = new CarriedRows(blueprint, name);
    }

    /** Name of the experiment. */
    public String experiment() {
        return blueprint.spec().name();
    }

    /** The seed that the run was trained with; sampled with the same one come the samples that its report shows. */
    public long seed() {
        return blueprint.spec().seed();
    }

    /** How many samples the manifest asks for. */
    public int count() {
        return blueprint.spec().sample().count();
    }

    /** Sizes of one sample. */
    public List<Integer> shape() {
        return blueprint.data().shape().dimensions();
    }

    /** Sizes of what the flow carries: of a latent where the model has an autoencoder, else of a sample. */
    public List<Integer> stateShape() {
        return blueprint.state().dimensions();
    }

    /** Between data in training units and the flow's states. Used on solver threads. */
    Encoding encoding() {
        return codec == null ? Encoding.NONE : codec;
    }

    /** Number of classes that samples may be asked for, labelled from 0; 0 for a model without labels. */
    public int classes() {
        return blueprint.data().classes();
    }

    /** Names of the continuous conditions that samples are asked for by; empty for a model without. */
    public List<String> conditions() {
        return blueprint.data().conditions().names();
    }

    /** The columns of the data if that is a table of cells, which samples can be given back as. */
    public Table table() {
        return blueprint.data().table();
    }

    /**
     * The values that training data goes from and to, where the model knows them: with {@code standardise: range}. Samples may
     * leave them a little.
     */
    public Optional<ValueRange> valueRange() {
        boolean known = blueprint.parts().data().preparation().standardise() == Standardise.RANGE;
        double shift = saved.scaling().shift()[0];
        double scale = saved.scaling().scale()[0];
        return known ? Optional.of(new ValueRange(shift - scale, shift + scale)) : Optional.empty();
    }

    /** From {@code low} to {@code high}. */
    public record ValueRange(double low, double high) {}

    /** SHA-256 of the parameters in use. */
    public String parameterHash() {
        return saved.provenance().parameterHash();
    }

    /** Draws samples as the manifest says; its methods give others. */
    public ModelSampler sampler() {
        return new ModelSampler(this, blueprint, List.of(), Wanted.ANYTHING);
    }

    /**
     * The velocity of the flow in the data's own units, per unit of flow time; of a flow of latents, that of latents.
     *
     * @param x states, row-major: samples, or latents (of {@link #stateShape})
     * @param t flow time, 0 at the source and 1 at the data; clipped to where the model is regular
     * @param labels one for each state where the model has labels, else none
     * @return as many numbers as {@code x} has
     * @throws RheoException if the arguments do not fit the model, or it is closed
     */
    public float[] velocity(float[] x, double t, int... labels) {
        return velocity(x, t, new double[0], labels);
    }

    /**
     * The same for a model with conditions.
     *
     * @param conditions a row for each state, in their own units, row-major; empty for a model without
     */
    public float[] velocity(float[] x, double t, double[] conditions, int... labels) {
        return new ModelFields(this, blueprint).velocity(x, t, conditions, labels);
    }

    /**
     * The score ∇log p_t in the units of {@link #velocity}; empty if the model has none. Arguments are those of {@link #velocity}.
     *
     * @throws RheoException if the arguments do not fit the model, or it is closed
     */
    public Optional<float[]> score(float[] x, double t, int... labels) {
        return score(x, t, new double[0], labels);
    }

    /** The same for a model with conditions. */
    public Optional<float[]> score(float[] x, double t, double[] conditions, int... labels) {
        return new ModelFields(this, blueprint).score(x, t, conditions, labels);
    }

    /**
     * The expected datum E[x1 | x_t = x] in the data's own units, or the expected latent; empty if the model does not tell it.
     * Arguments are those of {@link #velocity}.
     *
     * @throws RheoException if the arguments do not fit the model, or it is closed
     */
    public Optional<float[]> denoised(float[] x, double t, int... labels) {
        return denoised(x, t, new double[0], labels);
    }

    /** The same for a model with conditions. */
    public Optional<float[]> denoised(float[] x, double t, double[] conditions, int... labels) {
        return new ModelFields(this, blueprint).denoised(x, t, conditions, labels);
    }

    /** Checks what callers give. */
    ModelArguments arguments() {
        return new ModelArguments(blueprint.data());
    }

    /** A task that waits for solver threads. */
    interface Waiting<T> {
        T run() throws InterruptedException;
    }

    /** Waits for a task, on the thread of whoever asks. */
    <T> T solving(Waiting<T> task) {
        lifetime.check();
        try {
            return task.run();
        } catch (RejectedExecutionException e) {
            throw lifetime.closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RheoException(
                    Kind.INTERRUPTED, "Cannot sample from " + name, "the thread was interrupted", "", e);
        }
    }

    /** Uses the network, on a solver thread, and words what goes wrong. */
    <T> T using(Supplier<T> use) {
        return lifetime.during(() -> {
            try {
                return use.get();
            } catch (SolveException e) {
                throw new RheoException(
                        Kind.SOLVER, "Cannot sample from " + name, String.valueOf(e.getMessage()), "", e);
            } catch (RuntimeException | LinkageError e) { // plugin code, or no memory for the engine
                throw new RheoException(
                        Kind.SOLVER,
                        "Cannot sample from " + name,
                        "a component failed: " + Faults.say(e),
                        "Try a smaller batch if memory is short; else report it to the component's author.",
                        e);
            }
        });
    }

    String name() {
        return name;
    }

    SavedModel saved() {
        return saved;
    }

    Manifest manifest() {
        return manifest;
    }

    SolverThreads solvers() {
        return solvers;
    }

    /** What is carried to the source, in original units. */
    Rows rows() {
        return rows.get();
    }

    Lifetime lifetime() {
        return lifetime;
    }

    BatchSolver solver(Blueprint sampled) {
        return new BatchSolver(sampled, engine, network);
    }

    /**
     * Waits for the batches that are being solved for, and frees native memory, threads and plugins. Samplings that are
     * under way on other threads fail with {@link Kind#CLOSED}, as does whatever is asked for later. Closing again does
     * nothing.
     */
    @Override
    public void close() {
        lifetime.end(() -> {
            solvers.close();
            network.close();
            if (codec != null) {
                codec.close();
            }
            plugins.run();
        });
    }
}
