package dev.rheo.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rheo evaluate RUN}. */
@Command(
        name = "evaluate",
        description = "Sample a trained run, compute its metrics and write its report again.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    @Mixin
    OneRun which = new OneRun();

    EvaluateCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            return new ExperimentRun(console, platform).evaluate(which.find(), output.json);
        }
    }
}
