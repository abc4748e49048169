package dev.rheo.runtime.cli;

import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.NewerFormatException;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.train.CheckpointFit;
import dev.rheo.runtime.train.TrainedParameters;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a run has on disk. A file that is damaged and can be done without is passed over with a warning; one of a newer
 * format is not, since this version of Rheo would write over it.
 */
final class StoredRun {
    private final RunDirectory directory;
    private final Consumer<String> warnings;

    StoredRun(RunDirectory directory, Consumer<String> warnings) {
        this.directory = directory;
        this.warnings = warnings;
    }

    Optional<RunState> state() {
        return read("run.json", () -> Optional.of(directory.state()));
    }

    /** What it began with; empty too if it was stopped before that was written. */
    Optional<Environment> environment() {
        return directory.hasEnvironment()
                ? read("environment.json", () -> Optional.of(directory.environment()))
                : Optional.empty();
    }

    boolean isEvaluated() {
        return read("evaluation.json", directory::evaluation).isPresent();
    }

    /** The newest sound checkpoint; empty if there is none yet. */
    Optional<Checkpoint> newest() {
        return directory.checkpoints().newest(warnings);
    }

    /**
     * As {@link #newest}, for what needs one.
     *
     * @throws Complaint if there is none
     */
    Checkpoint trained() {
        return newest().orElseThrow(() -> new Complaint(
                ExitCode.FAILED,
                "run " + directory.name() + "/" + directory.id() + " has no checkpoint yet",
                "'rheo resume " + directory.path() + "' trains it"));
    }

    /**
     * What the manifest samples, of a run whose newest checkpoint this is.
     *
     * @throws StoreException if the checkpoint is of another experiment
     */
    TrainedParameters sampled(Checkpoint checkpoint, Blueprint blueprint) {
        try {
            CheckpointFit.require(checkpoint, blueprint.spec().seed(), Layout.of(blueprint.network()));
            return TrainedParameters.sampled(blueprint.spec(), checkpoint, directory.checkpoints());
        } catch (IllegalArgumentException misfit) {
            throw directory.checkpoints().misfit(checkpoint.step(), String.valueOf(misfit.getMessage()));
        }
    }

    private <T> Optional<T> read(String file, Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (NewerFormatException sound) {
            throw sound;
        } catch (StoreException unusable) {
            warnings.accept(file + " cannot be used and is made anew: " + unusable.why());
            return Optional.empty();
        }
    }
}
