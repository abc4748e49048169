package dev.rheo.runtime.pairs;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.Epochs;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Stopwatch;
import org.jspecify.annotations.Nullable;

/** Makes the minibatch of any step. Immutable; every prefetch worker shares it. */
public final class PairMaker {
    private final Rows training;
    private final Part<SourceDistribution> source;
    private final Part<Coupling> coupling;
    private final Part<TrainingTimes> times;
    private final Part<Objective> objective;
    private final LabelDropout dropout;
    private final boolean weighted;
    private final RandomStreams random;
    private final int batch;
    private final Stopwatch watch;

    /**
     * @param weighted whether the objective was told that pairs carry weights: then every minibatch has some
     */
    public PairMaker(
            Rows training,
            Part<SourceDistribution> source,
            Part<Coupling> coupling,
            Part<TrainingTimes> times,
            Part<Objective> objective,
            LabelDropout dropout,
            boolean weighted,
            RandomStreams random,
            int batch,
            Stopwatch watch) {
        this.training = training;
        this.source = source;
        this.coupling = coupling;
        this.times = times;
        this.objective = objective;
        this.dropout = dropout;
        this.weighted = weighted;
        this.random = random;
        this.batch = batch;
        this.watch = watch;
    }

    /** What one worker needs to itself. */
    public Epochs epochs() {
        return new Epochs(random, training.points().count());
    }

    /**
     * Writes the minibatch of {@code step}; pure given the step, whatever {@code epochs} did before.
     *
     * @throws dev.rheo.api.coupling.CouplingException if the batch cannot be coupled
     * @throws PairException if a component fails otherwise
     */
    public void make(long step, Epochs epochs, MinibatchWriter out) {
        int[] rows = new int[batch];
        long at = watch.start();
        epochs.rows(step, rows);
        Rows data = training.select(rows);
        at = watch.lap(Phase.DATA, at);
        Points starts = source.call(step, () -> starts(step, data));
        at = watch.lap(Phase.SOURCE, at);
        Pairing pairing = coupling.call(step, () -> pairing(step, starts, data));
        at = watch.lap(Phase.COUPLING, at);
        Points sources = starts.select(pairing.source());
        Rows targets = data.select(pairing.target());
        at = watch.lap(Phase.DATA, at);
        Times drawn = times.call(step, () -> times(step, pairing.weights()));
        at = watch.lap(Phase.TIMES, at);
        TrainingPairs pairs = new TrainingPairs(
                sources,
                targets.points(),
                labels(targets.labels(), step),
                drawn.t,
                drawn.weights,
                random.at("noise", step));
        objective.call(step, () -> {
            objective.component().fill(pairs, out);
            return pairs;
        });
        watch.lap(Phase.OBJECTIVE, at);
    }

    /**
     * Tells the timestep sampler what the rows of {@code step} lost; by one thread, in the order of steps.
     *
     * @throws PairException if it fails
     */
    public void learn(long step, float[] losses) {
        times.call(step, () -> {
            times.component().learn(step, random.at("time", step), losses);
            return losses;
        });
    }

    private Points starts(long step, Rows data) {
        int d = data.points().dimension();
        float[] x0 = new float[batch * d];
        source.component().sample(random.at("source", step), 0, batch, data.shape(), x0);
        return new Points(x0, batch, d);
    }

    private Pairing pairing(long step, Points starts, Rows data) {
        Pairing pairing = coupling.component()
                .pair(
                        new CouplingBatch(starts, data.points(), data.labels()),
                        random.at("coupling", step).generator(0));
        if (pairing.size() != batch) {
            throw new IllegalStateException("it gave " + pairing.size() + " pairs for a batch of " + batch);
        }
        if (pairing.weights() != null && !weighted) {
            throw new IllegalStateException(
                    "it weighs its pairs, but its traits do not provide '" + TraitNames.PAIRS_WEIGHTED + "'");
        }
        for (int k = 0; k < batch; k++) {
            if (outside(pairing.source()[k]) || outside(pairing.target()[k])) {
                throw new IllegalStateException("its pair " + k + " joins source row " + pairing.source()[k]
                        + " with datum " + pairing.target()[k] + " of a batch of " + batch);
            }
        }
        return pairing;
    }

    private boolean outside(int row) {
        return row < 0 || row >= batch;
    }

    private int @Nullable [] labels(int @Nullable [] labels, long step) {
        return labels == null ? null : dropout.apply(labels, random.at("label-dropout", step));
    }

    /** Flow times, and what they and the pairs weigh together. */
    private record Times(double[] t, double @Nullable [] weights) {}

    private Times times(long step, double @Nullable [] pairs) {
        TrainingTimes law = times.component().at(step);
        double[] t = law.sample(random.at("time", step), batch);
        if (!weighted) {
            return new Times(t, null);
        }
        boolean importance = law.importance();
        double[] weights = new double[batch];
        for (int i = 0; i < batch; i++) {
            weights[i] = (importance ? law.weight(t[i]) : 1) * (pairs == null ? 1 : pairs[i]);
        }
        return new Times(t, weights);
    }
}
