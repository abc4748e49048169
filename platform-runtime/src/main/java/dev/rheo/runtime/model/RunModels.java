package dev.rheo.runtime.model;

import dev.rheo.runtime.manifest.CheckpointChoice;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.tree.ManifestFile;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the model that a run has trained so far. */
public final class RunModels {
    private static final String BEST = OptionType.Choice.word(CheckpointChoice.BEST);

    private RunModels() {}

    /**
     * The newest sound checkpoint of a run as a model, or the best one where {@code sample.checkpoint} of its manifest says
     * so. Needs no lock.
     *
     * @param warnings hears of newer checkpoints that were passed over
     * @throws StoreException if there is no sound checkpoint, or one of another seed, no {@code data.json}, or no such average
     */
    public static SavedModel read(RunDirectory run, Parameters which, Consumer<String> warnings) {
        Checkpoint newest = checkpoint(run, warnings);
        DataFacts data = run.data()
                .orElseThrow(() -> new StoreException(
                        "Cannot open the model of",
                        run.path(),
                        "it has no data.json: it was trained by a Rheo that did not keep what sampling needs of the data",
                        "'rheo evaluate " + run.path() + "' reads the data again and writes it."));
        String manifest = manifest(run);
        Mapping top = ManifestFile.parse(manifest, run.resolved().toString(), problem -> {})
                .orElseThrow(() -> damaged(run, "it is not a manifest"));
        requireSeed(run, newest, top);
        Checkpoint checkpoint = chosen(run, newest, top);
        Checkpoint.Average average = average(run, checkpoint, which, top);
        float[] theta = average == null ? checkpoint.theta() : average.theta();
        Provenance provenance = new Provenance(
                Provenance.VERSION,
                scalar(top, "name").orElseThrow(() -> damaged(run, "it does not say name")),
                run.id(),
                checkpoint.seed(),
                checkpoint.step(),
                average == null ? null : average.decay(),
                ParameterHash.of(theta),
                environment(run, warnings));
        return new SavedModel(
                manifest,
                data,
                checkpoint.layout(),
                theta,
                provenance,
                run.autoencoder().orElse(null));
    }

    private static Checkpoint checkpoint(RunDirectory run, Consumer<String> warnings) {
        return run.checkpoints()
                .newest(warnings)
                .orElseThrow(() -> new StoreException(
                        "Cannot open the model of",
                        run.path(),
                        "it has no checkpoint yet",
                        "'rheo resume " + run.path() + "' trains it."));
    }

    private static void requireSeed(RunDirectory run, Checkpoint checkpoint, Mapping manifest) {
        String trained = Long.toString(checkpoint.seed());
        String seed = scalar(manifest, "seed").orElse(trained);
        if (!seed.equals(trained)) {
            throw run.checkpoints().misfit(checkpoint.step(), "it was trained with seed " + trained + ", not " + seed);
        }
    }

    private static String manifest(RunDirectory run) {
        try {
            return Files.readString(run.resolved());
        } catch (IOException fault) {
            throw damaged(run, String.valueOf(fault.getMessage()));
        }
    }

    private static Checkpoint.@Nullable Average average(
            RunDirectory run, Checkpoint checkpoint, Parameters which, Mapping manifest) {
        List<Checkpoint.Average> averages = checkpoint.averages();
        if (which instanceof Parameters.Average chosen) {
            if (chosen.number() > averages.size()) {
                throw new StoreException(
                        "Cannot open the model of",
                        run.path(),
                        "it has " + averages.size() + " moving averages of its parameters, not " + chosen.number(),
                        averages.isEmpty()
                                ? "Take the parameters themselves: train.ema of its manifest keeps no average."
                                : "Give a number from 1 to " + averages.size() + "; train.ema lists them.");
            }
            return averages.get(chosen.number() - 1);
        }
        boolean wanted = which instanceof Parameters.OfManifest && !averages.isEmpty() && sampleEma(run, manifest);
        return wanted ? averages.get(0) : null;
    }

    private static Checkpoint chosen(RunDirectory run, Checkpoint newest, Mapping manifest) {
        Optional<String> metric = scalar(manifest, "train", "keepBest", "metric");
        if (metric.isEmpty() || !scalar(manifest, "sample", "checkpoint").equals(Optional.of(BEST))) {
            return newest;
        }
        List<Long> best = Checkpoint.Judgement.best(newest.judgements(), metric.get(), 1);
        return best.isEmpty() || best.get(0) == newest.step()
                ? newest
                : run.checkpoints().load(best.get(0));
    }

    /** {@code sample.ema}, which every resolved manifest states. */
    private static boolean sampleEma(RunDirectory run, Mapping manifest) {
        return scalar(manifest, "sample", "ema")
                .orElseThrow(() -> damaged(run, "it does not say sample.ema"))
                .equals("true");
    }

    private static Optional<String> scalar(Mapping manifest, String... path) {
        ManifestNode node = manifest;
        for (String name : path) {
            Entry entry = node instanceof Mapping section ? section.entries().get(name) : null;
            if (entry == null) {
                return Optional.empty();
            }
            node = entry.value();
        }
        return node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    private static @Nullable Environment environment(RunDirectory run, Consumer<String> warnings) {
        try {
            return run.hasEnvironment() ? run.environment() : null;
        } catch (StoreException unusable) {
            warnings.accept("environment.json cannot be used and is left out: " + unusable.why());
            return null;
        }
    }

    private static StoreException damaged(RunDirectory run, String why) {
        return new StoreException(
                "Cannot read the resolved manifest", run.resolved(), why, "Restore it from a copy of the run.");
    }
}
