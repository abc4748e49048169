package dev.rheo.runtime.cli;

import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.run.SampleFiles;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunLock;
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
            RunDirectory directory = which.find();
            Workshop workshop = new ExperimentRun(console, platform).reopen(directory);
            RunLock lock = directory.lock();
            try (lock) {
                return sample(workshop, directory);
            }
        }
    }

    private int sample(Workshop workshop, RunDirectory directory) {
        long from = seed == null ? workshop.blueprint().spec().seed() : seed;
        int n = count == null ? workshop.blueprint().spec().sample().count() : count;
        try (Sampler sampler = workshop.sampler(
                TrainedRun.parameters(directory, sentence -> console.err().println("warning: " + sentence)),
                new RandomStreams(from))) {
            Drawn drawn = sampler.sample("sample", n, new double[0]);
            Rows samples = workshop.original(drawn);
            SampleFiles.write(directory, samples);
            console.err().println(n + " samples, " + drawn.statistics().evaluations() + " network evaluations");
            console.out().println(directory.samples());
            return ExitCode.OK;
        }
    }
}
