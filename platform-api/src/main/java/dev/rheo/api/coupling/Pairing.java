package dev.rheo.api.coupling;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs as indices into a {@link CouplingBatch}, so that labels follow their rows: pair k joins source row
 * {@code source[k]} with datum {@code target[k]}.
 *
 * @param weights a factor per pair on the loss, or null where all are 1
 * @param plan what is known of the plan that the pairs were drawn from
 */
public record Pairing(int[] source, int[] target, double @Nullable [] weights, PlanFacts plan) {
    public Pairing(int[] source, int[] target, double @Nullable [] weights, PlanFacts plan) {
        if (source.length != target.length || (weights != null && weights.length != source.length)) {
            throw new IllegalArgumentException("a pairing needs as many source as target indices");
        }
        this.source = source;
        this.target = target;
        this.weights = weights;
        this.plan = plan;
    }

    /** Pairs of a plan with exact marginals. */
    public Pairing(int[] source, int[] target, double @Nullable [] weights) {
        this(source, target, weights, PlanFacts.EXACT);
    }

    /** Row k with row k. */
    public static Pairing identity(int n) {
        int[] index = IntStream.range(0, n).toArray();
        return new Pairing(index, index.clone(), null);
    }

    /** The weight of pair {@code k}, 1 where there are none. */
    public double weight(int k) {
        return weights == null ? 1 : weights[k];
    }

    public int size() {
        return source.length;
    }
}
