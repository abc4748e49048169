package dev.rheo.runtime.pairs;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.Epochs;
import dev.rheo.runtime.data.TrainingRows;
import dev.rheo.runtime.data.Variation;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Stopwatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws the source samples that go with the data rows of steps, and couples the two. Thread-safe.
 *
 * @param partners for a source that gives the partner of each datum: the numbers of the training rows in the data set; else null
 * @param weighted whether pairs may carry weights
 * @param variation how training rows differ each time that they are seen
 * @param marginals the rows by time point, of data with time points
 */
record BatchCoupler(
        TrainingRows training,
        int @Nullable [] partners,
        Part<SourceDistribution> source,
        Part<Coupling> coupling,
        boolean weighted,
        RandomStreams random,
        int batch,
        Stopwatch watch,
        Variation variation,
        @Nullable Marginals marginals) {
    /**
     * Couples what the {@code count} steps from {@code first} on take in.
     *
     * @throws dev.rheo.api.coupling.CouplingException if it cannot be coupled
     * @throws PairException if a component fails otherwise
     */
    Coupled couple(long first, int count, Epochs epochs) {
        long at = watch.start();
        int[] rows = new int[count * batch];
        int[] ofStep = new int[batch];
        for (int i = 0; i < count; i++) {
            epochs.rows(first + i, ofStep);
            System.arraycopy(ofStep, 0, rows, i * batch, batch);
        }
        Rows data = variation.apply(training.select(rows), first, count, random);
        at = watch.lap(Phase.DATA, at);
        Points starts = source.call(first, () -> starts(first, count, data, rows));
        at = watch.lap(Phase.SOURCE, at);
        long began = System.nanoTime();
        Pairing pairing = coupling.call(first, () -> pairing(first, starts, data, rows));
        Coupled coupled = new Coupled(starts, data, pairing, System.nanoTime() - began);
        watch.lap(Phase.COUPLING, at);
        return coupled;
    }

    /** Each step's samples are those that it would have by itself. */
    private Points starts(long first, int count, Rows data, int[] rows) {
        int d = data.points().dimension();
        float[] x0 = new float[rows.length * d];
        if (partners != null) {
            int[] numbers = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                numbers[i] = partners[rows[i]];
            }
            source.component().partners(numbers, data.shape(), x0);
            return new Points(x0, rows.length, d);
        }
        float[] ofStep = count == 1 ? x0 : new float[batch * d];
        for (int i = 0; i < count; i++) {
            source.component().sample(random.at("source", first + i), 0, batch, data.shape(), ofStep);
            if (count > 1) {
                System.arraycopy(ofStep, 0, x0, i * batch * d, batch * d);
            }
        }
        if (marginals != null) {
            marginals.start(rows, random.at("earlier", first), x0);
        }
        return new Points(x0, rows.length, d);
    }

    private Pairing pairing(long step, Points starts, Rows data, int[] rows) {
        Draws draws = random.at("coupling", step);
        if (marginals == null) {
            return pairing(
                    new CouplingBatch(starts, data.points(), data.labels(), data.conditions()), draws.generator(0));
        }
        return LegPairs.of(starts, data, marginals.legs(rows), draws, this::pairing);
    }

    private Pairing pairing(CouplingBatch coupled, RandomGenerator generator) {
        Pairing pairing = coupling.component().pair(coupled, generator);
        int n = coupled.target().count();
        if (pairing.size() != n) {
            throw new IllegalStateException("it gave " + pairing.size() + " pairs for a batch of " + n);
        }
        if (pairing.weights() != null && !weighted) {
            throw new IllegalStateException(
                    "it weighs its pairs, but its traits do not provide '" + TraitNames.PAIRS_WEIGHTED + "'");
        }
        for (int k = 0; k < n; k++) {
            if (outside(pairing.source()[k], n) || outside(pairing.target()[k], n)) {
                throw new IllegalStateException("its pair " + k + " joins source row " + pairing.source()[k]
                        + " with datum " + pairing.target()[k] + " of a batch of " + n);
            }
        }
        return pairing;
    }

    private static boolean outside(int row, int n) {
        return row < 0 || row >= n;
    }
}
