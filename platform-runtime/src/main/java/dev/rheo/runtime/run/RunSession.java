package dev.rheo.runtime.run;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.manifest.CheckpointChoice;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.pairs.Prefetch;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.profile.Profile;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.report.Report;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.store.MetricsLog;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.RunState.Status;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.track.Events;
import dev.rheo.runtime.track.MetricsListener;
import dev.rheo.runtime.track.RunListener;
import dev.rheo.runtime.track.TrackerFeed;
import dev.rheo.runtime.train.StopSignal;
import dev.rheo.runtime.train.Surroundings;
import dev.rheo.runtime.train.TrainedParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One experiment in one run directory: the phases, and a record on disk of how each ended. The caller holds the
 * directory's lock.
 */
public final class RunSession {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    private final Workshop workshop;
    private final Catalogue catalogue;
    private final RunDirectory directory;
    private final Clock clock;
    private final Consumer<String> warnings;
    private final Consumer<String> phases;

    /**
     * @param warnings receives sentences for the user that do not end the run
     * @param phases hears what is done after the training
     */
    public RunSession(
            Workshop workshop,
            Catalogue catalogue,
            RunDirectory directory,
            Clock clock,
            Consumer<String> warnings,
            Consumer<String> phases) {
        this.workshop = workshop;
        this.catalogue = catalogue;
        this.directory = directory;
        this.clock = clock;
        this.phases = phase -> {
            LOG.info(phase);
            phases.accept(phase);
        };
        this.warnings = sentence -> {
            LOG.warn(sentence);
            warnings.accept(sentence);
        };
    }

    /**
     * How a run ended.
     *
     * @param state as recorded
     * @param measurements of the evaluation, empty if there was none
     * @param report what was written for the reader, null if nothing was
     */
    public record Outcome(RunState state, List<Measurement> measurements, Report.@Nullable Written report) {
        public Outcome(RunState state, List<Measurement> measurements, Report.@Nullable Written report) {
            this.state = state;
            this.measurements = List.copyOf(measurements);
            this.report = report;
        }
    }

    /**
     * Trains from the checkpoint (or the beginning).
     *
     * @param whole whether sampling, evaluation and report follow
     * @param stopwatch measures the training if it runs; then {@code profile.json} is written
     * @throws RunFailure if the run ends early other than by the stop signal; it is recorded
     */
    public Outcome run(
            RunState begun,
            Optional<Checkpoint> from,
            boolean whole,
            RunListener console,
            StopSignal stop,
            Stopwatch stopwatch) {
        Blueprint blueprint = workshop.blueprint();
        long first = from.map(Checkpoint::step).orElse(0L);
        RunState running = begun.running(first, blueprint.spec().train().steps());
        LOG.info("training from step {} to {}", first, running.stepsTotal());
        directory.writeState(running);
        try (MetricsLog metrics = directory.metrics(first);
                Events events = events(metrics, console)) {
            events.on(new RunEvent.Started(
                    blueprint.spec().name(),
                    directory.id(),
                    directory.path(),
                    Files.readString(directory.resolved()),
                    first,
                    blueprint.spec().train().steps()));
            Surroundings around = new Surroundings(directory.checkpoints(), events, warnings, stop, stopwatch);
            Outcome outcome = phases(running, from, whole, events, around);
            events.on(new RunEvent.Finished(
                    outcome.state().status().name().toLowerCase(Locale.ROOT),
                    outcome.state().stepsDone()));
            LOG.info("{} at step {}", outcome.state().status(), outcome.state().stepsDone());
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fail(running, e);
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            throw fail(running, e);
        }
    }

    private Outcome phases(
            RunState running, Optional<Checkpoint> from, boolean whole, Events events, Surroundings around)
            throws InterruptedException, IOException {
        if (whole) {
            Report.prepare();
        }
        Optional<SavedAutoencoder> autoencoder = workshop.encode(directory, around.stop(), phases);
        if (workshop.blueprint().latents() != null && autoencoder.isEmpty()) {
            RunState stopped = running.ended(Status.INTERRUPTED, 0, null, clock.instant(), null);
            directory.writeState(stopped);
            return new Outcome(stopped, List.of(), null);
        }
        if (autoencoder.isPresent()) {
            if (from.isPresent()) {
                requireSame(running, autoencoder.get());
            }
            running = running.with(RunState.Latents.of(autoencoder.get().facts()));
            directory.writeState(running);
        }
        TrainedParameters trained = workshop.train(from, appraiser()::inspect, around);
        String hash = ParameterHash.of(trained.theta());
        LOG.info("trained to step {}, parameters {}", trained.step(), hash);
        if (around.stopwatch().runs()) {
            long steps = trained.step() - from.map(Checkpoint::step).orElse(0L);
            int workers =
                    Prefetch.workersFor(workshop.blueprint().spec().train().workers());
            directory.writeProfile(Profile.of(around.stopwatch(), steps, workers));
        }
        boolean interrupted = around.stop().requested() && whole || !trained.finished();
        if (interrupted || !whole) {
            RunState ended = running.ended(
                    interrupted ? Status.INTERRUPTED : Status.COMPLETED, trained.step(), hash, clock.instant(), null);
            directory.writeState(ended);
            return new Outcome(ended, List.of(), null);
        }
        RunState trainedState = running.ended(Status.RUNNING, trained.step(), hash, clock.instant(), null);
        directory.writeState(trainedState);
        TrainedParameters sampled = sampled(trained);
        Results results = appraiser().record(directory, sampled);
        events.on(new RunEvent.Evaluated(trained.step(), results.measurements()));
        RunState ended = running.ended(Status.COMPLETED, trained.step(), hash, clock.instant(), null);
        Report.Written report = report(ended, results);
        directory.writeState(ended); // last: a run that says so is complete, whenever it is killed
        return new Outcome(ended, results.measurements(), report);
    }

    /** A flow of latents knows those of one autoencoder only. */
    private void requireSame(RunState state, SavedAutoencoder autoencoder) {
        RunState.Latents trained = state.latents();
        if (trained != null
                && !trained.autoencoderHash().equals(autoencoder.facts().parameterHash())) {
            throw new StoreException(
                    "Cannot go on with",
                    directory.path(),
                    "its flow was trained on the latents of another autoencoder than that of "
                            + directory.autoencoderFile().getFileName(),
                    "Restore that file from a copy of the run, or begin a new run.");
        }
    }

    /** What the manifest samples: the parameters just trained, or those of the best checkpoint. */
    private TrainedParameters sampled(TrainedParameters trained) {
        ExperimentSpec spec = workshop.blueprint().spec();
        if (spec.sample().checkpoint() == CheckpointChoice.LAST) {
            return trained;
        }
        Checkpoints checkpoints = directory.checkpoints();
        TrainedParameters best = TrainedParameters.sampled(spec, checkpoints.load(trained.step()), checkpoints);
        phases.accept("the best checkpoint is that of step " + best.step());
        return best;
    }

    /** Samples, evaluates and reports a trained run again. */
    public Outcome evaluate(RunState state, TrainedParameters trained) {
        try {
            workshop.encode(directory, new StopSignal(), phases)
                    .ifPresent(autoencoder -> requireSame(state, autoencoder));
            Results results = appraiser().record(directory, trained);
            return new Outcome(state, results.measurements(), report(state, results));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            throw logged(Failures.of(e));
        }
    }

    /**
     * Samples and evaluates a trained run, and writes nothing: the workshop may be that of another manifest, with other
     * options of sampling or other metrics than the run's own.
     */
    public Appraisal appraise(TrainedParameters trained) {
        workshop.encode(directory, new StopSignal(), phases);
        try {
            return appraiser().appraise(trained);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            throw logged(Failures.of(e));
        }
    }

    private Appraiser appraiser() {
        return new Appraiser(workshop, warnings, phases);
    }

    private Report.Written report(RunState state, Results results) throws IOException {
        Report.Written written = new ReportWriter(workshop, catalogue).write(directory, state, results);
        written.problems().forEach(warnings);
        return written;
    }

    private Events events(MetricsLog metrics, RunListener console) {
        Events events = new Events().add(new MetricsListener(metrics)).add(console);
        for (int i = 0; i < workshop.blueprint().spec().trackers().size(); i++) {
            Tracker tracker = workshop.blueprint().wiring().get("trackers." + i, Tracker.class);
            events.add(new TrackerFeed(
                    tracker, workshop.blueprint().spec().trackers().get(i).name(), warnings));
        }
        return events;
    }

    private RunFailure fail(RunState running, Throwable thrown) {
        RunFailure failure = logged(Failures.of(thrown));
        try {
            long steps = directory.checkpoints().steps().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            directory.writeState(running.ended(failure.status(), steps, null, clock.instant(), failure.getMessage()));
        } catch (RuntimeException unwritable) {
            failure.addSuppressed(unwritable);
        }
        return failure;
    }

    private static RunFailure logged(RunFailure failure) {
        LOG.error("the run failed", failure);
        return failure;
    }
}
