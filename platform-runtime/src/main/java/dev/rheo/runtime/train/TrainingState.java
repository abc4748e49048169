package dev.rheo.runtime.train;

import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.ParameterSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Between a training session and a checkpoint. */
final class TrainingState {
    private final TrainingSession session;
    private final long seed;
    private final List<Double> decays;

    TrainingState(TrainingSession session, long seed, List<Double> decays) {
        this.session = session;
        this.seed = seed;
        this.decays = decays;
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
        return new Checkpoint(step, seed, step, Map.of(), slices(), session.parameters(), averages(), vectors, scalars);
    }

    /**
     * @throws IllegalArgumentException if the checkpoint is of another network, optimizer or set of averages
     */
    void restore(Checkpoint checkpoint) {
        if (!checkpoint.layout().equals(slices())) {
            throw new IllegalArgumentException("the checkpoint holds the parameters of another network");
        }
        List<Double> saved =
                checkpoint.averages().stream().map(Checkpoint.Average::decay).toList();
        if (!saved.equals(decays)) {
            throw new IllegalArgumentException(
                    "the checkpoint holds averages with decay rates " + saved + ", but train.ema asks for " + decays);
        }
        session.parameters(checkpoint.theta());
        for (int i = 0; i < decays.size(); i++) {
            session.average(i, checkpoint.averages().get(i).theta());
        }
        Map<String, float[]> state = new HashMap<>(checkpoint.optimizerVectors());
        checkpoint.optimizerScalars().forEach((name, value) -> state.put(name, new float[] {value.floatValue()}));
        session.state(state);
    }

    List<Checkpoint.Average> averages() {
        List<Checkpoint.Average> averages = new ArrayList<>();
        for (int i = 0; i < decays.size(); i++) {
            averages.add(new Checkpoint.Average(decays.get(i), session.average(i)));
        }
        return averages;
    }

    TrainedParameters parameters(long step) {
        return new TrainedParameters(step, session.parameters(), averages());
    }

    private List<ParameterSlice> slices() {
        return SavedModel.slices(session.layout());
    }
}
