package dev.rheo.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(
            index = "1..*",
            paramLabel = "k=v",
            description = "Other metrics or options of sampling than the manifest's, for example solver.type=euler"
                    + " solver.steps=5 count=2000 evaluate=[wasserstein]. Nothing of the run is changed then.")
    List<String> overrides = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write what was found to a file too, as evaluation.json has it.")
    @Nullable
    Path out;

    EvaluateCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            if (overrides.isEmpty()) {
                return new ExperimentRun(console, platform).evaluate(which.find(), output.json, out);
            }
            return new OtherEvaluation(console, platform).of(which.find(), overrides, output.json, out);
        }
    }
}
