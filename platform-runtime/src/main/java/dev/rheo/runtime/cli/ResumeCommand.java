package dev.rheo.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rheo resume RUN}. */
@Command(
        name = "resume",
        description = "Go on with a run that stopped early, from its newest checkpoint.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Profiling profiling = new Profiling();

    @Mixin
    OneRun which = new OneRun();

    ResumeCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            return new ExperimentRun(console, platform).resume(which.find(), profiling.profile);
        }
    }
}
