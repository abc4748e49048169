package dev.rheo.runtime.cli;

import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.store.RunDirectory;
import java.util.function.Consumer;

/** The checkpoint that a run has on disk. */
final class TrainedRun {
    private TrainedRun() {}

    /**
     * The newest sound one.
     *
     * @throws Complaint if there is none
     */
    static Checkpoint newest(RunDirectory directory, Consumer<String> warnings) {
        Checkpoints.Newest newest = directory.checkpoints().newest();
        newest.skipped()
                .forEach(damaged -> warnings.accept("checkpoint " + damaged.path() + " is skipped: " + damaged.why()));
        return newest.checkpoint()
                .orElseThrow(() -> new Complaint(
                        ExitCode.FAILED,
                        "run " + directory.name() + "/" + directory.id() + " has no usable checkpoint",
                        "'rheo resume " + directory.id() + "' trains it from the beginning"));
    }
}
