package dev.rheo.runtime.train;

import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.optimize.Update;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.MinibatchSlot;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.pairs.LabelDropout;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.pairs.Part;
import dev.rheo.runtime.pairs.Prefetch;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.track.CheckpointComing;
import dev.rheo.runtime.track.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains one blueprint. Minibatches are a function of (seed, step) and the step is one engine call, so equal
 * experiments give equal bits, whether they were stopped in between or not.
 */
public final class Trainer {
    private static final long RING_BYTES = 64L << 20;
    private static final int FEWEST_SLOTS = 4;
    private static final int MOST_SLOTS = 32;
    private static final Checkpoints.Retention RETENTION = Checkpoints.Retention.keepLast(3);

    private final Blueprint blueprint;
    private final TorchEngine engine;
    private final Checkpoints checkpoints;
    private final RunListener events;
    private final StopSignal stop;

    public Trainer(
            Blueprint blueprint, TorchEngine engine, Checkpoints checkpoints, RunListener events, StopSignal stop) {
        this.blueprint = blueprint;
        this.engine = engine;
        this.checkpoints = checkpoints;
        this.events = events;
        this.stop = stop;
    }

    /** Looks at the parameters while training goes on; called every {@code train.evaluateEvery} steps. */
    @FunctionalInterface
    public interface Inspection {
        void inspect(TrainedParameters parameters);
    }

    /**
     * Trains from {@code from} (or the beginning) to the manifest's last step, or to the stop signal; either way a
     * checkpoint of the last step is on disk when this returns. The first act is a rehearsal. The calling thread has
     * entered the engine.
     *
     * @throws RehearsalException if the rehearsal fails; nothing has been trained or written
     * @throws DivergedException if loss or gradient stop being finite
     * @throws dev.rheo.runtime.pairs.PairException if making a minibatch fails
     * @throws dev.rheo.runtime.store.StoreException if a checkpoint cannot be written, or {@code from} is another experiment's
     */
    public TrainedParameters train(PreparedData data, Optional<Checkpoint> from, Inspection inspection)
            throws InterruptedException {
        TrainSpec spec = blueprint.spec().train();
        StepProgram program = program();
        float[] theta = InitialParameters.draw(program.layout(), blueprint.random());
        double[] rates = spec.ema().stream().mapToDouble(decay -> 1 - decay).toArray();
        try (TrainingSession session = new TrainingSession(engine, program, theta, spec.clip(), rates)) {
            TrainingState state = new TrainingState(session, blueprint.spec().seed(), spec.ema());
            from.ifPresent(checkpoint -> restore(state, checkpoint));
            long first = from.map(Checkpoint::step).orElse(0L);
            List<SlotWriter> ring = ring(session, program.inputs(), spec.batch());
            PairMaker pairs = pairs(data);
            if (first < spec.steps()) {
                new Rehearsal(blueprint, engine).play(session, ring.get(0), pairs, program.inputs(), first);
            }
            try (Prefetch<SlotWriter> prefetch = new Prefetch<>(ring, pairs, spec.workers(), first, spec.steps())) {
                return loop(session, state, prefetch, first, inspection);
            }
        }
    }

    private void restore(TrainingState state, Checkpoint checkpoint) {
        try {
            state.restore(checkpoint);
        } catch (IllegalArgumentException misfit) {
            throw checkpoints.misfit(checkpoint.step(), String.valueOf(misfit.getMessage()));
        }
    }

    private TrainedParameters loop(
            TrainingSession session,
            TrainingState state,
            Prefetch<SlotWriter> prefetch,
            long first,
            Inspection inspection)
            throws InterruptedException {
        TrainSpec spec = blueprint.spec().train();
        LossMeter meter = new LossMeter(spec.logEvery(), first, System::nanoTime);
        long saved = first == 0 ? -1 : first;
        long done = first;
        while (done < spec.steps() && !stop.requested()) {
            double rate = learningRate(done);
            warmUp(session, done);
            session.step(prefetch.take(done).slot(), rate);
            prefetch.release();
            done++;
            meter.observe(session, done, rate);
            if (meter.due(done)) {
                events.on(meter.report(done, rate));
            }
            // before the checkpoint of the same step: a run that is killed in between goes on after this step
            if (spec.evaluateEvery() > 0 && done % spec.evaluateEvery() == 0 && done < spec.steps()) {
                long began = System.nanoTime();
                inspection.inspect(state.parameters(done));
                meter.pause(System.nanoTime() - began);
            }
            if (spec.checkpointEvery() > 0 && done % spec.checkpointEvery() == 0) {
                meter.look(session, done, rate);
                saved = save(state, session, done, meter);
            }
        }
        meter.look(session, done, learningRate(Math.max(0, done - 1)));
        if (!meter.empty()) {
            events.on(meter.report(done, learningRate(Math.max(0, done - 1))));
        }
        if (saved != done) {
            save(state, session, done, meter);
        }
        return state.parameters(done);
    }

    private long save(TrainingState state, TrainingSession session, long done, LossMeter meter) {
        long began = System.nanoTime();
        Checkpoint checkpoint = state.save(done);
        requireFinite(checkpoint, session);
        events.on(new CheckpointComing(done));
        Path directory = checkpoints.save(checkpoint, RETENTION);
        events.on(new RunEvent.Checkpointed(done, directory));
        meter.pause(System.nanoTime() - began);
        return done;
    }

    /** The loss is read only now and then; a checkpoint that has diverged would push out the good ones before it. */
    private void requireFinite(Checkpoint checkpoint, TrainingSession session) {
        for (float value : checkpoint.theta()) {
            if (!Float.isFinite(value)) {
                throw new DivergedException(
                        checkpoint.step(),
                        session.loss(),
                        session.gradientNorm(),
                        learningRate(Math.max(0, checkpoint.step() - 1)));
            }
        }
    }

    /** Averages follow faster at first, so that they forget where θ began (the form of Song et al. 2021, code). */
    private void warmUp(TrainingSession session, long step) {
        List<Double> decays = blueprint.spec().train().ema();
        for (int i = 0; i < decays.size(); i++) {
            session.averageRate(i, 1 - Math.min(decays.get(i), (1.0 + step) / (10.0 + step)));
        }
    }

    private double learningRate(long step) {
        Parts parts = blueprint.parts();
        return parts.optimizer().learningRate()
                * parts.schedule().factor(step, blueprint.spec().train().steps());
    }

    private StepProgram program() {
        Layout layout = Layout.of(blueprint.network());
        UpdateBuilder rule = new UpdateBuilder(layout.size(), layout.decayed());
        blueprint.parts().optimizer().define(rule);
        Update update = rule.build();
        return StepProgram.of(blueprint.network(), blueprint.loss(), update, Rules.standard(), Precision.FLOAT32);
    }

    private PairMaker pairs(PreparedData data) {
        ExperimentSpec spec = blueprint.spec();
        Parts parts = blueprint.parts();
        Guidance guidance = parts.guidance();
        LabelDropout dropout = guidance == null
                ? LabelDropout.NONE
                : new LabelDropout(guidance.labelDropout(), blueprint.data().classes());
        TrainingTimes times = new TrainingTimes(parts.timesteps(), parts.path().domain());
        return new PairMaker(
                data.training(),
                Part.of(spec.source(), parts.source()),
                Part.of(spec.coupling(), parts.coupling()),
                Part.of(spec.timesteps(), parts.timesteps()).as(times),
                Part.of(spec.objective(), parts.objective()),
                dropout,
                blueprint.training().weighted(),
                blueprint.random(),
                spec.train().batch());
    }

    /** As many slots as fit the memory set aside for minibatches. */
    private static List<SlotWriter> ring(TrainingSession session, List<InputSpec> inputs, int batch) {
        long bytes = 0;
        for (InputSpec input : inputs) {
            bytes += Long.BYTES * input.shape().size(batch);
        }
        long slots = Math.max(FEWEST_SLOTS, Math.min(MOST_SLOTS, RING_BYTES / Math.max(1, bytes)));
        List<SlotWriter> ring = new ArrayList<>();
        for (long i = 0; i < slots; i++) {
            MinibatchSlot slot = session.newSlot(batch);
            ring.add(new SlotWriter(slot));
        }
        return ring;
    }
}
