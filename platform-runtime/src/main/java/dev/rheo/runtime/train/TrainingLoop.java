package dev.rheo.runtime.train;

import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import dev.rheo.runtime.manifest.OnDivergence;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.pairs.Prefetch;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.track.CheckpointComing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** The steps of one training, and what happens between them. Used once. */
final class TrainingLoop {
    private static final int MOST_ROLLBACKS = 10;

    private final Blueprint blueprint;
    private final TrainSpec spec;
    private final TrainingSession session;
    private final TrainingState state;
    private final PairMaker pairs;
    private final List<SlotWriter> ring;
    private final Postmortem postmortem;
    private final float[] initial;
    private final Watch watch;
    private final Evaluations evaluations;
    private final Surroundings around;
    private long saved = -1;
    private boolean stoppedEarly;

    /**
     * @param ring slots for minibatches
     * @param initial θ before the first step
     */
    TrainingLoop(
            Blueprint blueprint,
            TrainingSession session,
            TrainingState state,
            PairMaker pairs,
            List<SlotWriter> ring,
            Postmortem postmortem,
            float[] initial,
            Watch watch,
            Evaluations evaluations,
            Surroundings around) {
        this.blueprint = blueprint;
        this.spec = blueprint.spec().train();
        this.session = session;
        this.state = state;
        this.pairs = pairs;
        this.ring = ring;
        this.postmortem = postmortem;
        this.initial = initial;
        this.watch = watch;
        this.evaluations = evaluations;
        this.around = around;
    }

    /** Goes on from step {@code first}, whose state the session has. */
    TrainedParameters run(long first) throws InterruptedException {
        saved = first == 0 ? -1 : first;
        long from = first;
        while (true) {
            long begin = from * spec.accumulate();
            long end = (long) spec.steps() * spec.accumulate();
            int workers = Prefetch.workersFor(spec.workers());
            try (Prefetch<SlotWriter> prefetch = new Prefetch<>(ring, pairs, workers, begin, end)) {
                session.betweenSteps(prefetch::helpOut);
                return steps(prefetch, from);
            } catch (DivergedException diverged) {
                from = rollBack(diverged);
            }
        }
    }

    private TrainedParameters steps(Prefetch<SlotWriter> prefetch, long first) throws InterruptedException {
        StepRunner runner = new StepRunner(session, prefetch, spec.accumulate(), around.stopwatch(), learn());
        LossMeter meter = new LossMeter(spec.logEvery(), first, spec.steps(), System::nanoTime);
        CouplingReport coupling = new CouplingReport(pairs.meter(), spec.accumulate(), first, around.warnings());
        long done = first;
        between(done, meter);
        while (done < spec.steps() && !stoppedEarly && !around.stop().requested()) {
            double rate = learningRate(done);
            warmUp(done);
            boolean read = meter.reads(done + 1);
            runner.run(done, rate, read);
            done++;
            if (session.skipped() > 0) {
                throw postmortem.of(done - 1, rate);
            }
            long at = around.stopwatch().start();
            if (read) {
                meter.read(runner);
            }
            if (meter.due(done)) {
                around.events().on(meter.report(done, rate));
                coupling.report(done, runner.waited())
                        .ifPresent(report -> around.events().on(report));
            }
            if (every(spec.statisticsEvery(), done)) {
                around.events().on(Statistics.of(session, done));
            }
            around.stopwatch().lap(Phase.EVENTS, at);
            if (every(spec.checkpointEvery(), done) || spec.keepBest() != null && every(spec.evaluateEvery(), done)) {
                save(done, meter);
            }
            between(done, meter);
        }
        return end(done, meter);
    }

    private LongConsumer learn() {
        boolean learns = blueprint.parts().timesteps() instanceof LossAwareSampler;
        return learns ? minibatch -> pairs.learn(minibatch, session.rowLosses()) : minibatch -> {};
    }

    /** Acts on the last evaluation, and begins the next one, where it is time for that. */
    private void between(long done, LossMeter meter) throws InterruptedException {
        if (done == 0 || !every(spec.evaluateEvery(), done)) {
            return;
        }
        long began = System.nanoTime();
        long at = around.stopwatch().start();
        collect();
        stoppedEarly = watch.stopsAt(done);
        if (!stoppedEarly && !watch.judged(done) && (done < spec.steps() || watch.active())) {
            evaluations.launch(state.parameters(done, false));
        }
        around.stopwatch().lap(Phase.EVALUATION, at);
        meter.pause(System.nanoTime() - began);
    }

    private boolean collect() throws InterruptedException {
        Optional<Evaluations.Ended> ended = evaluations.collect();
        ended.ifPresent(evaluation -> {
            watch.note(evaluation.step(), evaluation.findings().leading());
            around.events()
                    .on(new RunEvent.Evaluated(
                            evaluation.step(), evaluation.findings().measurements()));
        });
        return ended.isPresent() && watch.active();
    }

    private TrainedParameters end(long done, LossMeter meter) throws InterruptedException {
        boolean finished = done >= spec.steps() || stoppedEarly;
        if (!meter.empty()) {
            around.events().on(meter.report(done, learningRate(Math.max(0, done - 1))));
        }
        if (!finished && saved != done) {
            save(state.save(done)); // before an evaluation that somebody who wants to stop may not wait for
        }
        boolean judged = collect();
        if (saved != done || judged) {
            save(done, meter);
        }
        if (stoppedEarly) {
            around.warnings().accept("stopped early after step " + done + ": " + watch.why());
        }
        return state.parameters(done, finished);
    }

    /** What an evaluation found has to be on disk before a later checkpoint, so it is waited for. */
    private void save(long done, LossMeter meter) throws InterruptedException {
        long began = System.nanoTime();
        long at = around.stopwatch().start();
        collect();
        at = around.stopwatch().lap(Phase.EVALUATION, at);
        Checkpoint checkpoint = state.save(done);
        requireFinite(checkpoint);
        save(checkpoint);
        around.stopwatch().lap(Phase.CHECKPOINT, at);
        meter.pause(System.nanoTime() - began);
    }

    private void save(Checkpoint checkpoint) {
        around.events().on(new CheckpointComing(checkpoint.step()));
        Checkpoints.Retention retention = new Checkpoints.Retention(spec.keepLast(), Set.copyOf(watch.best()));
        Path directory = around.checkpoints().save(checkpoint, retention);
        around.events().on(new RunEvent.Checkpointed(checkpoint.step(), directory));
        saved = checkpoint.step();
    }

    /** Steps are guarded by the finiteness of their loss and gradient; θ itself is looked at before it goes to disk. */
    private void requireFinite(Checkpoint checkpoint) {
        for (float value : checkpoint.theta()) {
            if (!Float.isFinite(value)) {
                long last = Math.max(0, checkpoint.step() - 1);
                throw postmortem.of(last, learningRate(last));
            }
        }
    }

    /**
     * Goes back to the newest checkpoint; if training has come no further than the last time, to one before where that time
     * led, or to the beginning. From there the learning rate is halved. The checkpoint is saved again with the count of
     * rollbacks, and what it makes void is gone, so that a killed run goes on in the same way.
     *
     * @return the step gone back to
     */
    private long rollBack(DivergedException diverged) {
        if (spec.onDivergence() != OnDivergence.ROLLBACK || state.rollbacks() >= MOST_ROLLBACKS) {
            throw diverged;
        }
        evaluations.abandon();
        long end = diverged.step() <= state.rolledBackFrom() ? state.rolledBackTo() : Long.MAX_VALUE;
        Optional<Checkpoint> checkpoint = around.checkpoints().newestBefore(end).checkpoint();
        long to = state.rollBack(diverged.step(), checkpoint, initial);
        String why = String.valueOf(diverged.getMessage());
        around.warnings().accept(why + "; going on from step " + to + " at " + rateFactor() + " of the learning rate");
        around.events().on(new RunEvent.RolledBack(diverged.step(), to, rateFactor(), why));
        save(state.save(to));
        return to;
    }

    private double rateFactor() {
        return Math.pow(0.5, state.rollbacks());
    }

    private double learningRate(long step) {
        Parts parts = blueprint.parts();
        double scheduled = parts.optimizer().learningRate() * parts.schedule().factor(step, spec.steps());
        return state.rollbacks() == 0 ? scheduled : scheduled * rateFactor();
    }

    /** Averages follow faster at first, so that they forget where θ began (the form of Song et al. 2021, code). */
    private void warmUp(long step) {
        for (int i = 0; i < spec.ema().size(); i++) {
            session.averageRate(i, 1 - Math.min(spec.ema().get(i), (1.0 + step) / (10.0 + step)));
        }
    }

    private static boolean every(long interval, long done) {
        return interval > 0 && done % interval == 0;
    }
}
