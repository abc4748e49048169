package dev.rheo.runtime.embed;

import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.export.ExportedModels;
import dev.rheo.runtime.latent.Codec;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.manifest.PluginLoading;
import dev.rheo.runtime.model.Parameters;
import dev.rheo.runtime.model.RunModels;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.run.RunFailure;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.sample.SolverThreads;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a model is to be opened. Options change the object and return it; used by one thread. */
public final class Opening {
    private final Path path;
    private final List<Path> folders = new ArrayList<>();
    private final List<Path> projects = new ArrayList<>();
    private Optional<Path> distribution = Distribution.ofThisClass();
    private Parameters parameters = new Parameters.OfManifest();
    private int concurrency;
    private int engineThreads;
    private Consumer<String> warnings = sentence -> {};

    Opening(Path path) {
        this.path = path;
    }

    /** The distribution whose plugins are used, instead of the one that this class was loaded from. */
    public Opening distribution(Path home) {
        distribution = Optional.of(home);
        return this;
    }

    /** A further folder of plugins. */
    public Opening plugins(Path folder) {
        folders.add(folder);
        return this;
    }

    /** A plugin's project, used straight from its {@code target/classes}. */
    public Opening project(Path folder) {
        projects.add(folder);
        return this;
    }

    /** Samples with the parameters of the last step, without averaging. Of runs only: an export has one set of parameters. */
    public Opening raw() {
        parameters = new Parameters.Theta();
        return this;
    }

    /**
     * Samples with a moving average of the parameters, instead of what {@code sample.ema} of the manifest asks for. Of runs
     * only.
     *
     * @param number its place in {@code train.ema}, from 1
     */
    public Opening average(int number) {
        if (number < 1) {
            throw RheoException.argument(
                    "Cannot open " + path, number + " is no place in train.ema", "Places are counted from 1.");
        }
        parameters = new Parameters.Average(number);
        return this;
    }

    /**
     * How many batches are solved for at once, whoever asks for them: this bounds the memory. Unless given, the number of
     * processors divided by {@link #engineThreads}.
     */
    public Opening concurrency(int solves) {
        concurrency = positive(solves, "solves at once");
        return this;
    }

    /** Threads that one solve may use. Unless given, as many as the run was trained with; another number may change last bits. */
    public Opening engineThreads(int threads) {
        engineThreads = positive(threads, "threads of the engine");
        return this;
    }

    /** Hears sentences about what was passed over, for instance a damaged checkpoint. */
    public Opening warnings(Consumer<String> hearer) {
        warnings = hearer;
        return this;
    }

    private int positive(int number, String what) {
        if (number < 1) {
            throw RheoException.argument("Cannot open " + path, number + " " + what, "Give at least 1.");
        }
        return number;
    }

    /**
     * Opens the model; starts the engine if this process has not done so. The model holds native memory and threads until it
     * is closed.
     *
     * @throws RheoException if it cannot be opened
     */
    public RheoModel open() {
        SavedModel saved = saved();
        LoadedPlugins plugins = loaded();
        RheoModel model = null;
        try {
            model = open(saved, plugins.catalogue(), plugins::close);
            return model;
        } finally {
            if (model == null) {
                plugins.close();
            }
        }
    }

    /** @param plugins closes the plugins of the catalogue */
    RheoModel open(SavedModel saved, Catalogue catalogue, Runnable plugins) {
        Manifest manifest = new Manifest(saved, path.toString(), catalogue);
        Blueprint blueprint = manifest.read(List.of());
        Optional<String> mismatch = saved.mismatch(blueprint.network()).or(() -> saved.mismatch(coded(blueprint)));
        if (mismatch.isPresent()) {
            throw new RheoException(
                    Kind.MODEL,
                    "Cannot open " + path,
                    mismatch.get(),
                    "Use the plugins that it was trained with; environment.json of its run lists their versions.");
        }
        TorchEngine engine = engine();
        int before = environment(saved).map(Environment::threads).orElse(0);
        int threads = engineThreads > 0 ? engineThreads : Workshop.threads(blueprint, before);
        int solves =
                concurrency > 0 ? concurrency : Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
        NetworkProgram program = NetworkProgram.of(blueprint.network(), Precision.FLOAT32);
        SolverThreads solvers = new SolverThreads(engine, threads, solves);
        NetworkFunction network = made(solvers, () -> new NetworkFunction(engine, program, saved.theta()));
        LatentSpace space = blueprint.latents();
        SavedAutoencoder autoencoder = saved.autoencoder();
        Codec codec =
                space == null || autoencoder == null ? null : made(solvers, () -> Codec.of(engine, space, autoencoder));
        return new RheoModel(manifest, blueprint, engine, network, codec, solvers, plugins);
    }

    private static List<ParameterSlice> coded(Blueprint blueprint) {
        LatentSpace space = blueprint.latents();
        return space == null ? List.of() : space.layout();
    }

    /** On a thread of the model's own, so that the caller's never enters the engine. */
    private <T> T made(SolverThreads solvers, Callable<T> made) {
        boolean done = false;
        try {
            T ready = solvers.call(made);
            done = true;
            return ready;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RheoException(Kind.INTERRUPTED, "Cannot open " + path, "the thread was interrupted", "", e);
        } finally {
            if (!done) {
                solvers.close();
            }
        }
    }

    private static Optional<Environment> environment(SavedModel saved) {
        @Nullable Environment environment = saved.provenance().environment();
        return Optional.ofNullable(environment);
    }

    private SavedModel saved() {
        try {
            if (Files.isDirectory(path)) {
                return RunModels.read(
                        RunDirectory.at(path, new AtomicFiles(Disk.local())),
                        parameters,
                        sentence -> warnings.accept(sentence));
            }
            if (!(parameters instanceof Parameters.OfManifest)) {
                throw RheoException.argument(
                        "Cannot open " + path,
                        "an exported file holds one set of parameters, and another was asked for",
                        "Export the run again with the parameters that you want.");
            }
            return ExportedModels.open(path);
        } catch (StoreException e) {
            throw new RheoException(Kind.MODEL, e.what() + " " + e.where(), e.why(), e.remedy(), e);
        }
    }

    private LoadedPlugins loaded() {
        List<Path> all = new ArrayList<>();
        distribution.ifPresent(home -> all.add(home.resolve("plugins")));
        all.addAll(folders);
        for (Path folder : all) {
            if (!Files.isDirectory(folder)) {
                throw new RheoException(
                        Kind.PLUGINS, "Cannot load plugins from " + folder, "there is no such folder", "Name another.");
            }
        }
        if (all.isEmpty() && projects.isEmpty()) {
            throw new RheoException(
                    Kind.PLUGINS,
                    "Cannot open " + path,
                    "no plugins were named, and this class does not lie in the lib folder of a distribution",
                    "Name the unpacked distribution with distribution(), or folders with plugins().");
        }
        return PluginLoading.load(all, projects);
    }

    private static TorchEngine engine() {
        try {
            return Workshop.startEngine();
        } catch (RunFailure e) {
            throw new RheoException(Kind.ENGINE, "Cannot compute", String.valueOf(e.getMessage()), e.remedy(), e);
        }
    }
}
