package dev.rheo.runtime.cli;

import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.SamplingOptions;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.report.MetricsText;
import dev.rheo.runtime.run.Appraisal;
import dev.rheo.runtime.run.Measurements;
import dev.rheo.runtime.run.RunSession;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.Evaluation;
import dev.rheo.runtime.store.JsonFiles;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.train.TrainedParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a trained run with other options than its manifest's. Nothing of the run is changed and it takes no lock: a run
 * can be evaluated so while it trains.
 */
final class OtherEvaluation {
    /** What names metrics of the run's own that may be gone. */
    private static final List<String> NOTHING_IS_TRAINED = List.of("train.evaluate=[]", "train.stopEarly=null");

    private final Console console;
    private final Platform platform;

    OtherEvaluation(Console console, Platform platform) {
        this.console = console;
        this.platform = platform;
    }

    /** @param out a file for what was found, null for none */
    int of(RunDirectory directory, List<String> options, boolean json, @Nullable Path out) {
        refuseDirectory(out);
        List<String> overrides =
                new ArrayList<>(options.stream().map(OtherEvaluation::override).toList());
        Consumer<String> warnings = sentence -> console.err().println("warning: " + sentence);
        StoredRun stored = new StoredRun(directory, warnings);
        Checkpoint newest = stored.trained();
        Path manifest = directory.resolved();
        Opening opening = new Opening(console);
        TrainedParameters trained = null;
        List<String> metrics =
                overrides.stream().filter(OtherEvaluation::isMetric).toList();
        if (!metrics.isEmpty()) {
            overrides.removeAll(metrics);
            Blueprint chosen = judgedByOthers(directory, overrides, metrics);
            if (chosen != null) {
                trained = stored.sampled(newest, requireSameNetwork(chosen, newest, options));
                overrides.addAll(List.of("train.keepBest=null", "sample.checkpoint=last"));
            }
            overrides.addAll(metrics);
            overrides.addAll(NOTHING_IS_TRAINED);
        }
        ExperimentReader.Reading reading = read(directory, overrides);
        Blueprint blueprint = requireSameNetwork(opening.blueprint(reading, manifest), newest, options);
        if (trained == null) {
            trained = stored.sampled(newest, blueprint);
        }
        int threads = stored.environment().map(Environment::threads).orElse(0);
        Workshop workshop = opening.workshop(blueprint, reading, manifest, threads);
        directory
                .data()
                .ifPresent(before -> Circumstances.requireSame(
                        directory, before, workshop.data().facts()));
        RunSession session = new RunSession(
                workshop, platform.catalogue(), directory, Clock.systemUTC(), warnings, console.err()::println);
        tell(session.appraise(trained), json, out);
        return ExitCode.OK;
    }

    /**
     * The run with its own metrics, if the others alone do not make a sound manifest, as where its checkpoints were judged by a
     * metric that they leave out; else null.
     */
    private @Nullable Blueprint judgedByOthers(RunDirectory directory, List<String> sampling, List<String> metrics) {
        List<String> all = new ArrayList<>(sampling);
        all.addAll(metrics);
        all.addAll(NOTHING_IS_TRAINED);
        return read(directory, all).blueprint() != null
                ? null
                : read(directory, sampling).blueprint();
    }

    private ExperimentReader.Reading read(RunDirectory directory, List<String> overrides) {
        return platform.reader()
                .read(directory.resolved(), overrides, directory.path().toAbsolutePath());
    }

    private static Blueprint requireSameNetwork(Blueprint blueprint, Checkpoint newest, List<String> options) {
        if (!SavedModel.slices(Layout.of(blueprint.network())).equals(newest.layout())) {
            throw new Complaint(
                    ExitCode.USAGE,
                    String.join(" ", options) + " asks for another network than the trained one",
                    "guidance needs a network that was trained with 'guidance' in its manifest");
        }
        return blueprint;
    }

    private static boolean isMetric(String override) {
        return override.startsWith("evaluate");
    }

    private void tell(Appraisal appraisal, boolean json, @Nullable Path out) {
        keep(appraisal.record(), out);
        if (json) {
            console.json(appraisal.record().content());
            return;
        }
        console.out()
                .println(String.format(
                        java.util.Locale.ROOT,
                        "%,d samples, %s",
                        appraisal.samples(),
                        appraisal.cost().text()));
        console.out().println();
        console.out().print(MetricsText.render(Measurements.rows(appraisal.measurements()), console.width()));
    }

    /** Writes what was found to a file, if one was named. */
    static void keep(Evaluation found, @Nullable Path out) {
        if (out != null) {
            new AtomicFiles(Disk.local()).write(out, "the evaluation", JsonFiles.text(found.content()));
        }
    }

    static void refuseDirectory(@Nullable Path out) {
        if (out != null && Files.isDirectory(out)) {
            throw new Complaint(
                    ExitCode.USAGE, "--out " + out + " is a directory", "name a file in it, for example euler-5.json");
        }
    }

    private static String override(String option) {
        return SamplingOptions.ofEvaluation(option)
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE,
                        "'" + option + "' is not an option of an evaluation",
                        "give 'evaluate', 'count', 'ema', 'batch', 'checkpoint', or those of 'solver', 'grid', 'path' and"
                                + " 'guidance', each with a value: solver.type=euler solver.steps=5"));
    }
}
