package dev.rheo.runtime.model;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.CheckpointChoice;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.tree.ManifestFile;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
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
     * @throws StoreException if there is no sound checkpoint, no {@code data.json}, or no such average
     */
    public static SavedModel read(RunDirectory run, Parameters which, Consumer<String> warnings) {
        Checkpoint newest = checkpoint(run, warnings);
        String manifest = manifest(run);
        Checkpoint checkpoint = chosen(run, newest, manifest);
        DataFacts data = run.data()
                .orElseThrow(() -> new StoreException(
                        "Cannot open the model of",
                        run.path(),
                        "it has no data.json: it was trained by a Rheo that did not keep what sampling needs of the data",
                        "'rheo evaluate " + run.path() + "' reads the data again and writes it."));
        Checkpoint.Average average = average(run, checkpoint, which, manifest);
        float[] theta = average == null ? checkpoint.theta() : average.theta();
        RunState state = run.state();
        Provenance provenance = new Provenance(
                Provenance.VERSION,
                state.name(),
                state.id(),
                checkpoint.seed(),
                checkpoint.step(),
                average == null ? null : average.decay(),
                ParameterHash.of(theta),
                run.environment());
        return new SavedModel(manifest, data, checkpoint.layout(), theta, provenance);
    }

    private static Checkpoint checkpoint(RunDirectory run, Consumer<String> warnings) {
        Checkpoints.Newest newest = run.checkpoints().newest();
        newest.skipped()
                .forEach(damaged -> warnings.accept("checkpoint " + damaged.path() + " is skipped: " + damaged.why()));
        return newest.checkpoint()
                .orElseThrow(() -> new StoreException(
                        "Cannot open the model of",
                        run.path(),
                        "it has no usable checkpoint",
                        "'rheo resume " + run.path() + "' trains it from the beginning."));
    }

    private static String manifest(RunDirectory run) {
        try {
            return Files.readString(run.resolved());
        } catch (IOException fault) {
            throw new StoreException(
                    "Cannot read the resolved manifest",
                    run.resolved(),
                    String.valueOf(fault.getMessage()),
                    "Restore it from a copy of the run.");
        }
    }

    private static Checkpoint.@Nullable Average average(
            RunDirectory run, Checkpoint checkpoint, Parameters which, String manifest) {
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

    private static Checkpoint chosen(RunDirectory run, Checkpoint newest, String manifest) {
        Optional<String> metric = option(run, manifest, "train", "keepBest", "metric");
        if (metric.isEmpty() || !option(run, manifest, "sample", "checkpoint").equals(Optional.of(BEST))) {
            return newest;
        }
        List<Long> best = Checkpoint.Judgement.best(newest.judgements(), metric.get(), 1);
        return best.isEmpty() || best.get(0) == newest.step()
                ? newest
                : run.checkpoints().load(best.get(0));
    }

    /** {@code sample.ema}, which every resolved manifest states. */
    private static boolean sampleEma(RunDirectory run, String manifest) {
        return option(run, manifest, "sample", "ema")
                .map("true"::equals)
                .orElseThrow(() -> new StoreException(
                        "Cannot read the resolved manifest",
                        run.resolved(),
                        "it does not say sample.ema",
                        "Restore it from a copy of the run."));
    }

    private static Optional<String> option(RunDirectory run, String manifest, String... path) {
        List<Diagnostic> problems = new ArrayList<>();
        ManifestNode node = ManifestFile.parse(manifest, run.resolved().toString(), problems::add)
                .orElse(null);
        for (String name : path) {
            ManifestNode.Entry entry = node instanceof ManifestNode.Mapping mapping
                    ? mapping.entries().get(name)
                    : null;
            node = entry == null ? null : entry.value();
        }
        return node instanceof ManifestNode.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }
}
