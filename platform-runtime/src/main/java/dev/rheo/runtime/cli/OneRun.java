package dev.rheo.runtime.cli;

import dev.rheo.runtime.store.RunDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
final class OneRun {
    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "'latest', an id or its beginning, an experiment's name, or a run directory.")
    String run = "latest";

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where run directories are kept (default: ${DEFAULT-VALUE}).")
    Path runs = Path.of("runs");

    RunDirectory find() {
        return ExperimentRun.runs(runs).find(run);
    }
}
