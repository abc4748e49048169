package dev.rheo.runtime.pairs;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.coupling.PlanFacts;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.Draws;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Couples each leg of a batch by itself: mass goes from one time point to the next, not past it. */
final class LegPairs {
    private final int[] source;
    private final int[] target;
    private double @Nullable [] weights;
    private double marginalError;
    private boolean converged = true;

    private LegPairs(int n) {
        source = new int[n];
        target = new int[n];
    }

    /**
     * @param legs the leg of each row of the batch
     * @param couple checks and returns what the coupling makes of a part of the batch
     */
    static Pairing of(
            Points starts,
            Rows data,
            int[] legs,
            Draws draws,
            BiFunction<CouplingBatch, RandomGenerator, Pairing> couple) {
        LegPairs pairs = new LegPairs(legs.length);
        for (int leg : Arrays.stream(legs).sorted().distinct().toArray()) {
            int[] part =
                    IntStream.range(0, legs.length).filter(i -> legs[i] == leg).toArray();
            Rows targets = data.select(part);
            CouplingBatch batch =
                    new CouplingBatch(starts.select(part), targets.points(), targets.labels(), targets.conditions());
            pairs.add(part, couple.apply(batch, draws.generator(leg)));
        }
        return new Pairing(
                pairs.source, pairs.target, pairs.weights, new PlanFacts(pairs.marginalError, pairs.converged));
    }

    /** Puts the part's pairs into its own places, which are in random order: times drawn in order must not tell legs apart. */
    private void add(int[] part, Pairing found) {
        for (int j = 0; j < part.length; j++) {
            source[part[j]] = part[found.source()[j]];
            target[part[j]] = part[found.target()[j]];
        }
        if (found.weights() != null) {
            double[] all = weights;
            if (all == null) {
                all = new double[source.length];
                Arrays.fill(all, 1);
                weights = all;
            }
            for (int j = 0; j < part.length; j++) {
                all[part[j]] = found.weight(j);
            }
        }
        marginalError = Math.max(marginalError, found.plan().marginalError());
        converged &= found.plan().converged();
    }
}
