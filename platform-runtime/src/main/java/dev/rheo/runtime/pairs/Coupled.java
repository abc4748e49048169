package dev.rheo.runtime.pairs;

import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import java.util.Arrays;

/**
 * Source samples, data, and the plan's pairs of them, in the order in which minibatches take them.
 *
 * @param nanos time that the coupling took
 */
record Coupled(Points starts, Rows data, Pairing pairs, long nanos) {
    /** The pairs {@code from … from + n − 1}. */
    Pairing part(int from, int n) {
        double[] weights = pairs.weights();
        return new Pairing(
                Arrays.copyOfRange(pairs.source(), from, from + n),
                Arrays.copyOfRange(pairs.target(), from, from + n),
                weights == null ? null : Arrays.copyOfRange(weights, from, from + n),
                pairs.plan());
    }

    /** The same pairs in another order. */
    Coupled inOrder(int[] order) {
        double[] weights = pairs.weights();
        Pairing ordered = new Pairing(
                Arrays.stream(order).map(k -> pairs.source()[k]).toArray(),
                Arrays.stream(order).map(k -> pairs.target()[k]).toArray(),
                weights == null
                        ? null
                        : Arrays.stream(order).mapToDouble(k -> weights[k]).toArray(),
                pairs.plan());
        return new Coupled(starts, data, ordered, nanos);
    }
}
