package dev.rheo.runtime.cli;

import dev.rheo.runtime.embed.Opening;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.model.Parameters.Average;
import dev.rheo.runtime.model.Parameters.Theta;
import dev.rheo.runtime.run.RunLog;
import dev.rheo.runtime.samples.SampleFormat;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rheo sample RUN}. */
@Command(
        name = "sample",
        description = "Draw samples from a trained run, or from a file that 'rheo export' wrote.",
        mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
    private static final long MOST = 1_000_000_000_000L;

    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    OneRun which = new OneRun();

    @Mixin
    ParameterChoice parameters = new ParameterChoice();

    @Parameters(
            index = "1..*",
            paramLabel = "k=v",
            description = "Other options of the section sample: batch and those of solver, grid and path, for example"
                    + " solver.type=euler solver.steps=50; those of inpainting, for --known; and those of guidance, for"
                    + " example guidance.weight=3.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "How many (default: sample.count of the manifest).")
    @Nullable
    Long count;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws (default: the run's).")
    @Nullable
    Long seed;

    @Option(
            names = "--label",
            paramLabel = "L",
            split = ",",
            description = "The label that all are asked for, or several, in turn (default: as often as in the data).")
    List<Integer> labels = new ArrayList<>();

    @Option(
            names = "--condition",
            paramLabel = "NAME=C",
            split = ",",
            description =
                    "Continuous conditions that all are asked for, in their own units; those that are not named, or"
                            + " all by default, are as in training rows.")
    Map<String, Double> conditions = new LinkedHashMap<>();

    @Option(
            names = "--known",
            paramLabel = "FILE",
            description =
                    "Entries of samples that are given, in the data's units: NPY with NaN, or CSV with empty cells,"
                            + " for what is to be drawn; rows in turn.")
    @Nullable
    Path known;

    @Option(
            names = "--backward",
            description = "Carry rows of the data to the source: held-out ones, then training rows (default:"
                    + " sample.direction of the manifest).")
    boolean backward;

    @Option(
            names = "--times",
            paramLabel = "T",
            split = ",",
            description =
                    "Flow times from 0 to 1, for example 0,0.5,1: what the samples were then is written instead, with the"
                            + " times as second dimension (npy), or as one picture (png) of images or of lines through the plane.")
    List<Double> times = new ArrayList<>();

    @Option(
            names = "--denoised",
            description = "With --times: the datum that the model expects of each state, in place of the state.")
    boolean denoised;

    @Option(names = "--batch", paramLabel = "B", description = "How many are solved for together.")
    @Nullable
    Integer batch;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file (default: samples/seed-S-count-N.npy in the run directory).")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "npy, csv or png (default: by the end of the file's name, else npy).")
    @Nullable
    String format;

    SampleCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        check();
        SampleFormat kind = format();
        Path exported = exported();
        if (exported != null) {
            if (out == null) {
                throw usage("an exported file has no folder for samples", "name a file with --out");
            }
            return drawing(exported, kind).into(out);
        }
        RunDirectory run = which.find();
        if (out != null) {
            return drawing(run.path(), kind).into(out); // takes no lock: a run can be sampled while it trains
        }
        RunLock lock = run.lock();
        RunLog log = RunLog.open(run.log());
        try (lock;
                log) {
            return drawing(run.path(), kind).into(run);
        }
    }

    private Drawing drawing(Path model, SampleFormat kind) {
        Opening opening = Rheo.opening(model).warnings(sentence -> console.err().println("warning: " + sentence));
        if (installation.home() != null) {
            opening.distribution(installation.home());
        }
        shared.plugins.forEach(opening::plugins);
        shared.devPlugins.forEach(opening::project);
        dev.rheo.runtime.model.Parameters chosen = parameters.chosen();
        if (chosen instanceof Average average) {
            opening.average(average.number());
        } else if (chosen instanceof Theta) {
            opening.raw();
        }
        List<String> options = new ArrayList<>(overrides);
        if (backward) {
            options.add("direction=backward");
        }
        if (batch != null) {
            options.add("batch=" + batch);
        }
        return new Drawing(
                console,
                opening,
                new Drawing.Wish(count, seed, labels, conditions, known, options, kind, times, denoised));
    }

    /** RUN as an exported file; null if it is a run. */
    private @Nullable Path exported() {
        try {
            Path file = Path.of(which.run);
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    private void check() {
        if (count != null && (count < 1 || count > MOST)) {
            throw usage("--count " + count + " is not a number of samples", "give 1 to " + MOST);
        }
        if (batch != null && batch < 1) {
            throw usage("--batch " + batch + " is not a number of samples", "give at least 1");
        }
        if (!times.stream().allMatch(t -> t >= 0 && t <= 1)) {
            throw usage("--times " + times + " are no flow times", "give numbers from 0, the source, to 1, the data");
        }
        if (denoised && times.isEmpty()) {
            throw usage("--denoised says what is written at the times of --times", "add --times, or leave it out");
        }
        if (backward && !times.isEmpty()) {
            throw usage("--times follows samples from the source to the data", "leave out --backward");
        }
        if (out != null && Files.isDirectory(out)) {
            throw usage("--out " + out + " is a directory", "name a file in it, for example samples.npy");
        }
    }

    private SampleFormat format() {
        if (format != null) {
            return SampleFormat.named(format)
                    .orElseThrow(
                            () -> usage("--format " + format + " is not a format of samples", "give npy, csv or png"));
        }
        if (out == null) {
            return SampleFormat.NPY;
        }
        Path file = out;
        return SampleFormat.of(file)
                .orElseThrow(() -> usage(
                        "the name of " + file + " does not tell its format",
                        "let it end in .npy, .csv or .png, or add --format"));
    }

    private static Complaint usage(String problem, String remedy) {
        return new Complaint(ExitCode.USAGE, problem, remedy);
    }
}
