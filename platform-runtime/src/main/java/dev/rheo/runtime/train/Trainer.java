package dev.rheo.runtime.train;

import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.optimize.Update;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.InitialParameters;
import dev.rheo.runtime.engine.MinibatchSlot;
import dev.rheo.runtime.engine.Shards;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.track.Trained;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains one blueprint. Minibatches are a function of (seed, step) and so is what the engine does with them, so equal
 * experiments give equal bits, whether they were stopped in between or not.
 */
public final class Trainer {
    static final long RING_BYTES = 64L << 20;
    static final int FEWEST_SLOTS = 4;
    private static final int MOST_SLOTS = 32;

    private final Blueprint blueprint;
    private final TorchEngine engine;
    private final int threads;

    /** @param threads of the engine, for each shard of a minibatch */
    public Trainer(Blueprint blueprint, TorchEngine engine, int threads) {
        this.blueprint = blueprint;
        this.engine = engine;
        this.threads = threads;
    }

    /**
     * Trains from {@code from} (or the beginning) to the manifest's last step, to where {@code train.stopEarly} ends it, or to
     * the stop signal; each way a checkpoint of the last step is on disk when this returns. The first act is a rehearsal.
     * The calling thread has entered the engine.
     *
     * @throws RehearsalException if the rehearsal fails; nothing has been trained or written
     * @throws DivergedException if loss or gradient stop being finite, unless {@code train.onDivergence} goes on
     * @throws dev.rheo.runtime.pairs.PairException if making a minibatch fails
     * @throws dev.rheo.runtime.store.StoreException if a checkpoint cannot be written, or {@code from} is another experiment's
     */
    public TrainedParameters train(
            PreparedData data, Optional<Checkpoint> from, Inspector inspector, Surroundings around)
            throws InterruptedException {
        TrainSpec spec = blueprint.spec().train();
        StepProgram program = program();
        float[] theta = InitialParameters.draw(program.layout(), blueprint.random());
        try (TrainingSession session = session(program, theta)) {
            Watch watch = new Watch(spec);
            PairMaking making = new PairMaking(blueprint, data);
            TrainingTimes times = making.times();
            TrainingState state = new TrainingState(
                    session, watch, times, spec.accumulate(), blueprint.spec().seed(), spec.ema());
            from.ifPresent(checkpoint -> restore(state, checkpoint, around));
            long first = from.map(Checkpoint::step).orElse(0L);
            List<SlotWriter> ring = ring(session, program.inputs(), spec.batch());
            PairMaker pairs = making.training(times, around.stopwatch());
            if (first < spec.steps()) {
                rehearse(session, ring.get(0), pairs, program, first);
            }
            Postmortem postmortem = new Postmortem(session, pairs, program.inputs(), spec.batch(), spec.accumulate());
            TrainedParameters trained = new TrainingLoop(
                            blueprint,
                            session,
                            state,
                            pairs,
                            ring,
                            postmortem,
                            theta,
                            watch,
                            new Evaluations(inspector),
                            around)
                    .run(first);
            if (trained.finished()) {
                around.events().on(new Trained(trained.step()));
            }
            return trained;
        }
    }

    /**
     * The rehearsal alone; nothing is trained or written.
     *
     * @return the loss of the first minibatch
     * @throws RehearsalException for whatever goes wrong
     */
    public double rehearse(PreparedData data) {
        StepProgram program = program();
        float[] theta = InitialParameters.draw(program.layout(), blueprint.random());
        try (TrainingSession session = session(program, theta)) {
            SlotWriter slot =
                    new SlotWriter(session.newSlot(blueprint.spec().train().batch()));
            PairMaking making = new PairMaking(blueprint, data);
            rehearse(session, slot, making.training(making.times(), Stopwatch.off()), program, 0);
            return session.loss();
        }
    }

    private void rehearse(TrainingSession session, SlotWriter slot, PairMaker pairs, StepProgram program, long step) {
        long minibatch = step * blueprint.spec().train().accumulate();
        new Rehearsal(blueprint, engine).play(session, slot, pairs, program.inputs(), minibatch);
    }

    private TrainingSession session(StepProgram program, float[] theta) {
        TrainSpec spec = blueprint.spec().train();
        double[] rates = spec.ema().stream().mapToDouble(decay -> 1 - decay).toArray();
        Shards shards = new Shards(spec.shards(), threads);
        return new TrainingSession(engine, program, shards, theta, spec.clip(), rates);
    }

    private static void restore(TrainingState state, Checkpoint checkpoint, Surroundings around) {
        try {
            state.restore(checkpoint);
        } catch (IllegalArgumentException misfit) {
            throw around.checkpoints().misfit(checkpoint.step(), String.valueOf(misfit.getMessage()));
        }
    }

    private StepProgram program() {
        Layout layout = Layout.of(blueprint.network());
        UpdateBuilder rule = new UpdateBuilder(layout.size(), layout.decayed());
        blueprint.parts().optimizer().define(rule);
        Update update = rule.build();
        return StepProgram.of(blueprint.network(), blueprint.loss(), update, Rules.standard(), Precision.FLOAT32);
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
