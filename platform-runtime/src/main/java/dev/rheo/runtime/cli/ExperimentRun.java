package dev.rheo.runtime.cli;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.ResolvedManifest;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.report.MetricsText;
import dev.rheo.runtime.report.ProfileText;
import dev.rheo.runtime.run.EngineStart;
import dev.rheo.runtime.run.Measurements;
import dev.rheo.runtime.run.RunFailure;
import dev.rheo.runtime.run.RunLog;
import dev.rheo.runtime.run.RunSession;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunLock;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.RunState.Status;
import dev.rheo.runtime.store.Runs;
import dev.rheo.runtime.track.ConsoleProgress;
import dev.rheo.runtime.train.TrainedParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code run}, {@code train}, {@code resume} and {@code evaluate} have in common. */
final class ExperimentRun {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentRun.class);

    private final Console console;
    private final Platform platform;
    private final Opening opening;
    private final Circumstances circumstances;

    ExperimentRun(Console console, Platform platform) {
        this.console = console;
        this.platform = platform;
        this.opening = new Opening(console);
        this.circumstances = new Circumstances(platform.catalogue(), this::warn);
    }

    static Runs runs(Path folder) {
        return new Runs(folder, Clock.systemUTC(), new SecureRandom(), new AtomicFiles(Disk.local()));
    }

    /** Begins a new run of a manifest. */
    int begin(Path manifest, List<String> overrides, Path runs, boolean whole, boolean profile, EngineStart engine) {
        ExperimentReader.Reading reading =
                platform.reader().read(manifest, overrides, Path.of("").toAbsolutePath());
        Blueprint blueprint = opening.blueprint(reading, manifest);
        opening.fits(blueprint, reading, manifest);
        Workshop workshop = opening.workshop(blueprint, reading, manifest, 0, engine);
        RunDirectory directory = runs(runs).create(blueprint.spec().name());
        console.err().println("run directory " + directory.path());
        console.err().println(ValidateCommand.cost(blueprint));
        RunLock lock = directory.lock();
        RunLog log = RunLog.open(directory.log());
        try (lock;
                log) {
            directory.writeManifest(written(manifest, overrides));
            directory.writeResolved(new ResolvedManifest(platform.schemas()).write(blueprint.spec()));
            RunState state = begun(directory, blueprint.spec());
            directory.writeState(state); // from here on it can be resumed
            directory.writeData(workshop.data().facts());
            directory.writeEnvironment(circumstances.environment(workshop));
            return go(workshop, directory, state, Optional.empty(), whole, stopwatch(profile));
        }
    }

    private static RunState begun(RunDirectory directory, ExperimentSpec spec) {
        return RunState.begin(
                directory.id(),
                spec.name(),
                spec.seed(),
                spec.train().steps(),
                Clock.systemUTC().instant());
    }

    /** Goes on with a run that stopped early. */
    int resume(RunDirectory directory, boolean profile) {
        RunLock lock = directory.lock();
        RunLog log = RunLog.open(directory.log());
        try (lock;
                log) {
            StoredRun stored = new StoredRun(directory, this::warn);
            Optional<RunState> recorded = stored.state();
            if (recorded.filter(state -> state.status() == Status.COMPLETED).isPresent() && stored.isEvaluated()) {
                console.err().println("run " + directory.name() + "/" + directory.id() + " is complete");
                return ExitCode.OK;
            }
            Optional<Checkpoint> newest = stored.newest();
            Optional<Environment> before = stored.environment();
            Workshop workshop = reopen(directory, before);
            before.ifPresent(then -> circumstances.compare(then, workshop));
            ExperimentSpec spec = workshop.blueprint().spec();
            RunState state = recorded.orElseGet(() -> begun(directory, spec));
            return go(workshop, directory, state, newest, true, stopwatch(profile));
        }
    }

    /**
     * Samples and evaluates a trained run again.
     *
     * @param out a further file for what was found, null for none
     */
    int evaluate(RunDirectory directory, boolean json, @Nullable Path out) {
        OtherEvaluation.refuseDirectory(out);
        RunLock lock = directory.lock();
        RunLog log = RunLog.open(directory.log());
        try (lock;
                log) {
            StoredRun stored = new StoredRun(directory, this::warn);
            Checkpoint newest = stored.trained();
            Optional<RunState> recorded = stored.state();
            Workshop workshop = reopen(directory, stored.environment());
            TrainedParameters trained = stored.sampled(newest, workshop.blueprint());
            ExperimentSpec spec = workshop.blueprint().spec();
            RunSession.Outcome outcome =
                    session(workshop, directory).evaluate(recorded.orElseGet(() -> begun(directory, spec)), trained);
            OtherEvaluation.keep(directory.evaluation().orElseThrow(), out);
            if (json) {
                console.json(directory.evaluation().orElseThrow().content());
            } else {
                print(directory, outcome);
            }
            return ExitCode.OK;
        }
    }

    /**
     * The experiment of a run directory, with data and engine. The environment that is recorded is the one that the run
     * began with, unless that is lost.
     */
    private Workshop reopen(RunDirectory directory, Optional<Environment> before) {
        ExperimentReader.Reading reading = platform.reader()
                .read(directory.resolved(), List.of(), directory.path().toAbsolutePath());
        Blueprint blueprint = opening.blueprint(reading, directory.resolved());
        Workshop workshop = opening.workshop(
                blueprint,
                reading,
                directory.resolved(),
                before.map(Environment::threads).orElse(0));
        if (before.isEmpty()) {
            directory.writeEnvironment(circumstances.environment(workshop));
        }
        Circumstances.compare(directory, workshop.data().facts());
        return workshop;
    }

    private static Stopwatch stopwatch(boolean runs) {
        return runs ? Stopwatch.running(System::nanoTime) : Stopwatch.off();
    }

    private int go(
            Workshop workshop,
            RunDirectory directory,
            RunState state,
            Optional<Checkpoint> from,
            boolean whole,
            Stopwatch stopwatch) {
        RunSession session = session(workshop, directory);
        ConsoleProgress progress = new ConsoleProgress(console.err(), console.terminal(), System::nanoTime);
        String resume = "rheo resume " + directory.path();
        try (Interruption interruption = new Interruption(console, resume)) {
            RunSession.Outcome outcome;
            try {
                outcome = session.run(
                        state, from, whole, interruption.watching(progress), interruption.signal(), stopwatch);
            } catch (RunFailure failure) {
                interruption.failed(failure);
                throw failure;
            }
            if (outcome.state().status() == Status.INTERRUPTED) {
                console.err()
                        .println("stopped at step " + outcome.state().stepsDone() + "; '" + resume
                                + "' goes on from there");
                return ExitCode.INTERRUPTED;
            }
            print(directory, outcome);
            if (stopwatch.runs()) {
                directory.profile().ifPresent(profile -> console.out()
                        .print("\n" + ProfileText.render(profile, console.width())));
            }
            return ExitCode.OK;
        }
    }

    private RunSession session(Workshop workshop, RunDirectory directory) {
        return new RunSession(
                workshop, platform.catalogue(), directory, Clock.systemUTC(), this::say, console.err()::println);
    }

    private void warn(String sentence) {
        LOG.warn(sentence);
        say(sentence);
    }

    private void say(String sentence) {
        console.err().println("warning: " + sentence);
    }

    private void print(RunDirectory directory, RunSession.Outcome outcome) {
        RunState state = outcome.state();
        String hash =
                state.parameterHash() == null ? "" : ", parameters " + ParameterHash.prefix(state.parameterHash());
        console.out()
                .println("run " + directory.name() + "/" + directory.id() + ": "
                        + state.status().name().toLowerCase(java.util.Locale.ROOT) + ", " + state.stepsDone()
                        + " steps" + hash);
        List<Measurement> measurements = outcome.measurements();
        if (!measurements.isEmpty()) {
            console.out().println();
            console.out().print(MetricsText.render(Measurements.rows(measurements), console.width()));
        }
        if (outcome.report() != null) {
            console.out().println();
            console.out().println("report   " + outcome.report().page());
            outcome.report().pictures().stream().limit(1).forEach(picture -> console.out()
                    .println("picture  " + picture));
            console.out().println("samples  " + directory.samples());
        } else {
            console.out().println("run directory  " + directory.path());
        }
    }

    private static String written(Path manifest, List<String> overrides) {
        try {
            StringBuilder text = new StringBuilder(Files.readString(manifest));
            if (!overrides.isEmpty()) {
                text.append("\n# overridden on the command line:\n");
                overrides.forEach(each -> text.append("#   ").append(each).append('\n'));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
