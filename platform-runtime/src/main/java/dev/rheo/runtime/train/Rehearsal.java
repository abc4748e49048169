package dev.rheo.runtime.train;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.Points;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.data.ConditionTable;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.pairs.PairException;
import dev.rheo.runtime.pairs.PairMaker;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.sample.Sampler;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One minibatch through everything that training and sampling call, before anything is trained: what the first step
 * and the sampler would stumble over shows now. Costs about one step, in shards two, and changes neither θ nor state.
 */
final class Rehearsal {
    private static final int SAMPLES = 2;

    /** Differences by rounding stay below a thousandth of this; losses that are no means are off by a few hundredths or more. */
    private static final double ROUNDING = 1e-3;

    private final Blueprint blueprint;
    private final TorchEngine engine;

    Rehearsal(Blueprint blueprint, TorchEngine engine) {
        this.blueprint = blueprint;
        this.engine = engine;
    }

    /**
     * @param slot overwritten
     * @param minibatch the one that training begins with
     * @throws RehearsalException for whatever goes wrong
     */
    void play(TrainingSession session, SlotWriter slot, PairMaker pairs, List<InputSpec> inputs, long minibatch) {
        try {
            minibatch(slot, pairs, inputs, minibatch);
            gradient(session, slot, minibatch == 0);
            if (session.shards() > 1) {
                shards(session, slot);
            }
            sampler(session.parameters(), minibatch == 0);
        } catch (RehearsalException e) {
            throw e;
        } catch (PairException | CouplingException e) {
            throw new RehearsalException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) { // plugin code, engine
            throw new RehearsalException(Faults.say(e), e);
        }
    }

    private static void minibatch(SlotWriter slot, PairMaker pairs, List<InputSpec> inputs, long step) {
        OnceEach out = new OnceEach(slot, new HashSet<>());
        pairs.make(step, out);
        Set<String> missing = new TreeSet<>();
        inputs.forEach(input -> missing.add(input.name()));
        missing.removeAll(out.written);
        if (!missing.isEmpty()) {
            throw new RehearsalException("the objective left out the inputs " + missing + " of its loss");
        }
    }

    /** Knows what was written already. */
    private record OnceEach(MinibatchWriter out, Set<String> written) implements MinibatchWriter {
        @Override
        public void floats(String input, float[] values) {
            note(input);
            out.floats(input, values);
        }

        @Override
        public void integers(String input, int[] values) {
            note(input);
            out.integers(input, values);
        }

        private void note(String input) {
            if (!written.add(input)) {
                throw new IllegalStateException("it wrote the input '" + input + "' twice");
            }
        }
    }

    /** A resumed training may be about to diverge; that is for its own steps to find. */
    private static void gradient(TrainingSession session, SlotWriter slot, boolean fresh) {
        session.accumulate(slot.slot(), true);
        finite(fresh, "the loss of the first minibatch", session.loss());
        finite(fresh, "the norm of the first gradient", session.gradientNorm());
    }

    /** A loss that is no mean over the rows is another one in shards. */
    private static void shards(TrainingSession session, SlotWriter slot) {
        float[] joint = session.gradient();
        float[] whole = session.undivided(slot.slot());
        double norm = 0;
        double difference = 0;
        for (int i = 0; i < whole.length; i++) {
            norm = Math.hypot(norm, whole[i]);
            difference = Math.hypot(difference, whole[i] - joint[i]);
        }
        if (difference > ROUNDING * norm) {
            throw new RehearsalException(String.format(
                    Locale.ROOT,
                    "the gradient of a minibatch in %d shards is another one than that of the whole (they differ by %.2g of"
                            + " its norm), so the loss is no mean over the rows, or the network mixes rows or is random; set"
                            + " train.shards: 1",
                    session.shards(),
                    difference / Math.max(norm, Double.MIN_NORMAL)));
        }
    }

    private void sampler(float[] theta, boolean fresh) {
        try (Sampler sampler = new Sampler(blueprint, engine, theta, labels(), conditions(), blueprint.random())) {
            Points starts = sampler.starts("rehearsal", SAMPLES);
            Interval domain = blueprint.parts().sampled().domain();
            double middle = (domain.from() + domain.to()) / 2;
            for (float value : sampler.velocity(starts, middle, sampler.asked("rehearsal", SAMPLES))
                    .values()) {
                finite(fresh, "the network's velocity at t = " + middle, value);
            }
        }
    }

    private @Nullable LabelFrequencies labels() {
        return blueprint.data().classes() == 0 ? null : LabelFrequencies.of(List.of(1L));
    }

    private @Nullable ConditionTable conditions() {
        int count = blueprint.data().conditions().count();
        int[] label = blueprint.data().classes() == 0 ? null : new int[1];
        return count == 0 ? null : new ConditionTable(new Points(new float[count], 1, count), label);
    }

    private static void finite(boolean fresh, String what, double value) {
        if (fresh && !Double.isFinite(value)) {
            throw new RehearsalException(what + " is " + value
                    + " before any training; look at the data's scale, the path's options and the objective's weights");
        }
    }
}
