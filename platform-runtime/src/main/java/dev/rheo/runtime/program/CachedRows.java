package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;

/** How many rows keep a graph's widest value in a processor's cache. A rule and not a measurement, so that equal runs are equal. */
public final class CachedRows {
    private static final long NUMBERS = 1 << 17;
    private static final int LEAST = 16;
    private static final int MOST = 4096;

    private CachedRows() {}

    /** A power of two. */
    public static int of(Graph graph) {
        long widest = graph.nodes().stream()
                .filter(node -> node.out().shape().hasBatch())
                .mapToLong(node -> node.out().shape().size())
                .max()
                .orElse(1);
        return (int) Math.max(LEAST, Math.min(MOST, Long.highestOneBit(Math.max(1, NUMBERS / widest))));
    }
}
