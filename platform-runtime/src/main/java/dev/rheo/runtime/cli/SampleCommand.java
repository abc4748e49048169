package dev.rheo.runtime.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rheo sample RUN}. */
@Command(
        name = "sample",
        description = "Draw samples from a trained run into its samples folder.",
        mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    OneRun which = new OneRun();

    @Option(names = "--count", paramLabel = "N", description = "How many (default: sample.count of the manifest).")
    @Nullable
    Integer count;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws (default: the run's).")
    @Nullable
    Long seed;

    SampleCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (count != null && count < 1) {
            throw new Complaint(ExitCode.USAGE, "--count " + count + " is not a number of samples", "give at least 1");
        }
        try (Platform platform = Platform.open(installation, shared)) {
            return new ExperimentRun(console, platform).sample(which.find(), count, seed);
        }
    }
}
