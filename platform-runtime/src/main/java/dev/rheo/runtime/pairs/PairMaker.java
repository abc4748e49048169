package dev.rheo.runtime.pairs;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.Epochs;
import org.jspecify.annotations.Nullable;

/** Makes the minibatch of any step. Immutable; every prefetch worker shares it. */
public final class PairMaker {
    private final Rows training;
    private final SourceDistribution source;
    private final Coupling coupling;
    private final TrainingTimes times;
    private final Objective objective;
    private final LabelDropout dropout;
    private final RandomStreams random;
    private final int batch;

    public PairMaker(
            Rows training,
            SourceDistribution source,
            Coupling coupling,
            TrainingTimes times,
            Objective objective,
            LabelDropout dropout,
            RandomStreams random,
            int batch) {
        this.training = training;
        this.source = source;
        this.coupling = coupling;
        this.times = times;
        this.objective = objective;
        this.dropout = dropout;
        this.random = random;
        this.batch = batch;
    }

    /** What one worker needs to itself. */
    public Epochs epochs() {
        return new Epochs(random, training.points().count());
    }

    /** Writes the minibatch of {@code step}; pure given the step, whatever {@code epochs} did before. */
    public void make(long step, Epochs epochs, MinibatchWriter out) {
        int[] rows = new int[batch];
        epochs.rows(step, rows);
        Rows data = training.select(rows);
        int d = data.points().dimension();
        float[] x0 = new float[batch * d];
        source.sample(random.at("source", step), 0, batch, data.shape(), x0);
        Points starts = new Points(x0, batch, d);

        Pairing pairing = coupling.pair(
                new CouplingBatch(starts, data.points(), data.labels()),
                random.at("coupling", step).generator(0));
        if (pairing.size() != batch) {
            throw new IllegalStateException("the coupling gave " + pairing.size() + " pairs for a batch of " + batch);
        }
        Rows targets = data.select(pairing.target());
        double[] t = times.sample(random.at("time", step), batch);
        Draws noise = random.at("noise", step);
        objective.fill(
                new TrainingPairs(
                        starts.select(pairing.source()),
                        targets.points(),
                        labels(targets.labels(), step),
                        t,
                        weights(pairing.weights(), t),
                        noise),
                out);
    }

    private int @Nullable [] labels(int @Nullable [] labels, long step) {
        return labels == null ? null : dropout.apply(labels, random.at("label-dropout", step));
    }

    private double @Nullable [] weights(double @Nullable [] pairs, double[] t) {
        if (!times.importance()) {
            return pairs;
        }
        double[] weights = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            weights[i] = times.weight(t[i]) * (pairs == null ? 1 : pairs[i]);
        }
        return weights;
    }
}
