package dev.rheo.runtime.train;

import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.pairs.TrainingTimes;
import dev.rheo.runtime.store.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Between a training session and a checkpoint. */
final class TrainingState {
    private static final String ROLLBACKS = "rollbacks";
    private static final String ROLLED_BACK_FROM = "rolledBackFrom";
    private static final String ROLLED_BACK_TO = "rolledBackTo";
    private static final long NOWHERE = -1;

    private final TrainingSession session;
    private final Watch watch;
    private final TrainingTimes times;
    private final int accumulate;
    private final long seed;
    private final List<Double> decays;
    private long rollbacks;
    private long rolledBackFrom = NOWHERE;
    private long rolledBackTo = NOWHERE;

    /** @param accumulate minibatches of a step */
    TrainingState(
            TrainingSession session, Watch watch, TrainingTimes times, int accumulate, long seed, List<Double> decays) {
        this.session = session;
        this.watch = watch;
        this.times = times;
        this.accumulate = accumulate;
        this.seed = seed;
        this.decays = decays;
    }

    /** How often training went back because of a step that was not finite. */
    long rollbacks() {
        return rollbacks;
    }

    /** The step that was not finite before the last of them; negative if there was none. */
    long rolledBackFrom() {
        return rolledBackFrom;
    }

    /** The step that the last of them led to; negative if there was none. */
    long rolledBackTo() {
        return rolledBackTo;
    }

    /**
     * Goes back to a checkpoint, or without one to the beginning, and counts it.
     *
     * @param from the step that was not finite
     * @param initial θ of the beginning
     * @return the step gone back to
     */
    long rollBack(long from, Optional<Checkpoint> checkpoint, float[] initial) {
        long before = rollbacks;
        checkpoint.ifPresentOrElse(this::restore, () -> {
            session.reset(initial);
            times.restore(0, Map.of());
            watch.restore(List.of());
        });
        session.forgetSkipped();
        rollbacks = before + 1;
        rolledBackFrom = from;
        rolledBackTo = checkpoint.map(Checkpoint::step).orElse(0L);
        return rolledBackTo;
    }

    Checkpoint save(long step) {
        Map<String, float[]> vectors = new TreeMap<>();
        Map<String, Double> scalars = new TreeMap<>();
        session.state().forEach((name, values) -> {
            if (values.length == 1) {
                scalars.put(name, (double) values[0]);
            } else {
                vectors.put(name, values);
            }
        });
        vectors.putAll(times.state());
        return new Checkpoint(
                step,
                seed,
                step,
                counters(),
                SavedModel.slices(session.layout()),
                session.parameters(),
                averages(),
                vectors,
                scalars,
                watch.judgements());
    }

    /**
     * @throws IllegalArgumentException if the checkpoint is of another seed, network, optimizer or set of averages
     */
    void restore(Checkpoint checkpoint) {
        CheckpointFit.require(checkpoint, seed, session.layout());
        List<Double> saved =
                checkpoint.averages().stream().map(Checkpoint.Average::decay).toList();
        if (!saved.equals(decays)) {
            throw new IllegalArgumentException(
                    "it holds averages with decay rates " + saved + ", but train.ema asks for " + decays);
        }
        session.parameters(checkpoint.theta());
        for (int i = 0; i < decays.size(); i++) {
            session.average(i, checkpoint.averages().get(i).theta());
        }
        Map<String, float[]> state = new HashMap<>(checkpoint.optimizerVectors());
        Map<String, float[]> learnt = new HashMap<>();
        times.state().keySet().forEach(name -> {
            float[] values = state.remove(name);
            learnt.put(name, values == null ? new float[0] : values);
        });
        checkpoint.optimizerScalars().forEach((name, value) -> state.put(name, new float[] {value.floatValue()}));
        session.state(state);
        times.restore(checkpoint.step() * accumulate, learnt);
        watch.restore(checkpoint.judgements());
        rollbacks = checkpoint.counters().getOrDefault(ROLLBACKS, 0L);
        rolledBackFrom = checkpoint.counters().getOrDefault(ROLLED_BACK_FROM, NOWHERE);
        rolledBackTo = checkpoint.counters().getOrDefault(ROLLED_BACK_TO, NOWHERE);
    }

    private Map<String, Long> counters() {
        return rollbacks == 0
                ? Map.of()
                : Map.of(ROLLBACKS, rollbacks, ROLLED_BACK_FROM, rolledBackFrom, ROLLED_BACK_TO, rolledBackTo);
    }

    List<Checkpoint.Average> averages() {
        List<Checkpoint.Average> averages = new ArrayList<>();
        for (int i = 0; i < decays.size(); i++) {
            averages.add(new Checkpoint.Average(decays.get(i), session.average(i)));
        }
        return averages;
    }

    TrainedParameters parameters(long step, boolean finished) {
        return new TrainedParameters(step, finished, session.parameters(), averages());
    }
}
