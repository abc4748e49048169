package dev.rheo.api.coupling;

import dev.rheo.api.data.Points;
import org.jspecify.annotations.Nullable;

/**
 * One minibatch to couple.
 *
 * @param source samples at t = 0
 * @param target data, t = 1
 * @param labels a class per datum, or null
 * @param conditions standardised numbers beside each datum, or null
 */
public record CouplingBatch(
        Points source,
        Points target,
        int @Nullable [] labels,
        @Nullable Points conditions) {
    /** Without conditions. */
    public CouplingBatch(Points source, Points target, int @Nullable [] labels) {
        this(source, target, labels, null);
    }
}
