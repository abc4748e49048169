package dev.rheo.plugins.couplings;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.coupling.PlanFacts;
import dev.rheo.api.data.Points;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Coupling a batch as a whole, or the data of each label by themselves. */
final class LabelUse {
    private LabelUse() {}

    /** Couples source samples and data, at least one of each. */
    @FunctionalInterface
    interface Pairer {
        Pairing pair(Points source, Points target, RandomGenerator random);
    }

    static Traits traits(Traits traits, boolean withinLabels) {
        return withinLabels
                ? besideConditions(
                        traits.requires(TraitNames.DATA_LABELS, "the data of each label are coupled by themselves"))
                : wholeBatch(traits, "set coupling.withinLabels: true");
    }

    static Traits wholeBatch(Traits traits, String remedy) {
        return besideConditions(traits)
                .provides(TraitNames.COUPLING_WHOLE_BATCH)
                .discourages(
                        TraitNames.NETWORK_CLASS_CONDITIONAL,
                        "transport over the whole batch ties the source sample to the label, but sampling draws the"
                                + " source without regard to the label, so conditional samples come out biased; "
                                + remedy);
    }

    private static Traits besideConditions(Traits traits) {
        return traits.discourages(
                TraitNames.NETWORK_CONDITIONS,
                "transport without regard to the conditions ties the source sample to them, but sampling draws the source"
                        + " without regard to them, so conditional samples come out biased; use coupling"
                        + " class-conditional-ot, which counts how far conditions lie apart, or independent");
    }

    /** Within labels there have to be as many source samples as data; else it is for {@code pairer} to say. */
    static Pairing pair(CouplingBatch batch, RandomGenerator random, boolean withinLabels, Pairer pairer) {
        Sizes.requireEqualDimensions(batch);
        if (withinLabels || batch.target().count() == 0 || batch.source().count() == 0) {
            Sizes.requireEqualCounts(batch);
        }
        if (batch.target().count() == 0) {
            return Pairing.identity(0);
        }
        return withinLabels ? withinLabels(batch, random, pairer) : pairer.pair(batch.source(), batch.target(), random);
    }

    /**
     * Source samples are exchangeable, so each label takes as many of them as it has data, chosen at random: whatever the
     * label, its source samples then have the source's distribution.
     */
    private static Pairing withinLabels(CouplingBatch batch, RandomGenerator random, Pairer pairer) {
        // Here, because a part of the batch would not know the rows' numbers.
        CostMatrix.requireFinite("source", batch.source());
        CostMatrix.requireFinite("data", batch.target());
        int n = batch.target().count();
        int[] shuffled = IndependentCoupling.permutation(n, random);
        int[] source = new int[n];
        int[] target = new int[n];
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        boolean weighted = false;
        double error = 0;
        boolean converged = true;
        int done = 0;
        for (int[] rows : rowsByLabel(batch).values()) {
            int[] lent = Arrays.copyOfRange(shuffled, done, done + rows.length);
            Pairing pairs =
                    pairer.pair(batch.source().select(lent), batch.target().select(rows), random);
            for (int k = 0; k < rows.length; k++) {
                source[done + k] = lent[pairs.source()[k]];
                target[done + k] = rows[pairs.target()[k]];
                weights[done + k] = pairs.weight(k);
            }
            weighted |= pairs.weights() != null;
            error += pairs.plan().marginalError() * rows.length / n;
            converged &= pairs.plan().converged();
            done += rows.length;
        }
        return new Pairing(source, target, weighted ? weights : null, new PlanFacts(error, converged));
    }

    private static Map<Integer, int[]> rowsByLabel(CouplingBatch batch) {
        int[] labels = labels(batch);
        Map<Integer, int[]> rows = new TreeMap<>();
        for (int label : labels) {
            rows.computeIfAbsent(label, fresh -> rowsOf(fresh, labels));
        }
        return rows;
    }

    /** The batch's labels, one per datum. */
    static int[] labels(CouplingBatch batch) {
        int[] labels = batch.labels();
        int n = batch.target().count();
        if (labels == null) {
            throw new CouplingException(
                    "The data of each label are to be coupled by themselves, but this data set has no labels. Name its label"
                            + " column, or use minibatch-ot with coupling.withinLabels: false.");
        }
        if (labels.length != n) {
            throw new CouplingException("A batch of " + n + " data came with " + labels.length
                    + " labels; the data source has to give one for each.");
        }
        return labels;
    }

    private static int[] rowsOf(int label, int[] labels) {
        int[] rows = new int[labels.length];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
