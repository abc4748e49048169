package dev.rheo.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Parameters(index = "1..*", hidden = true, description = "Refused, and told why.")
    List<String> overrides = new ArrayList<>();

    ResumeCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!overrides.isEmpty()) {
            throw new Complaint(
                    ExitCode.USAGE,
                    "resume takes a run and no overrides: with " + String.join(" ", overrides)
                            + " it would be another experiment",
                    "leave them out; or begin a new run with 'rheo run EXP " + String.join(" ", overrides) + "'");
        }
        try (Platform platform = Platform.open(installation, shared)) {
            return new ExperimentRun(console, platform).resume(which.find(), profiling.profile);
        }
    }
}
