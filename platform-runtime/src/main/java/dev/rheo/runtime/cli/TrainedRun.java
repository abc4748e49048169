package dev.rheo.runtime.cli;

import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.train.TrainedParameters;
import java.util.function.Consumer;

/** The parameters that a run has on disk. */
final class TrainedRun {
    private TrainedRun() {}

    /**
     * Those of the newest sound checkpoint.
     *
     * @throws Complaint if there is none
     */
    static TrainedParameters parameters(RunDirectory directory, Consumer<String> warnings) {
        Checkpoints.Newest newest = directory.checkpoints().newest();
        newest.skipped()
                .forEach(damaged -> warnings.accept("checkpoint " + damaged.path() + " is skipped: " + damaged.why()));
        Checkpoint checkpoint = newest.checkpoint()
                .orElseThrow(() -> new Complaint(
                        ExitCode.FAILED,
                        "run " + directory.name() + "/" + directory.id() + " has no usable checkpoint",
                        "'rheo resume " + directory.id() + "' trains it from the beginning"));
        return TrainedParameters.of(checkpoint);
    }
}
