package dev.rheo.runtime.cli;

import dev.rheo.runtime.run.EngineStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rheo run EXP [k=v …]}: train, sample, evaluate, report. */
@Command(
        name = "run",
        description = "Train, sample, evaluate and report an experiment.",
        mixinStandardHelpOptions = true)
class RunCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Profiling profiling = new Profiling();

    @Parameters(index = "0", paramLabel = "EXP", description = "A manifest, or the name of a shipped example.")
    String experiment = "";

    @Parameters(
            index = "1..*",
            paramLabel = "k=v",
            description = "Overrides, for example train.steps=500 or path.sigma=0.1.")
    List<String> overrides = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where run directories are kept (default: ${DEFAULT-VALUE}).")
    Path runs = Path.of("runs");

    @Option(
            names = "--dry-run",
            description = "Check everything up to the first step on one minibatch, and say what would be trained.")
    boolean dryRun;

    RunCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** Whether sampling, evaluation and report follow the training. */
    boolean whole() {
        return true;
    }

    @Override
    public Integer call() {
        Path manifest = installation.manifest(experiment);
        try (EngineStart engine = EngineStart.begin();
                Platform platform = Platform.open(installation, shared)) {
            return dryRun
                    ? new DryRun(console, platform).of(manifest, overrides, engine)
                    : new ExperimentRun(console, platform)
                            .begin(manifest, overrides, runs, whole(), profiling.profile, engine);
        }
    }
}
