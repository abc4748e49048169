package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;

/**
 * How many rows a graph is best called for: as many as keep its widest value in a processor's cache, but 128 where that is fewer,
 * since a call has its own cost, and less only of values so wide that memory would be the concern. A rule and not a measurement,
 * so that equal runs are equal.
 */
public final class CachedRows {
    private static final long CACHED = 1 << 17;
    private static final long HELD = 1 << 22;
    private static final int LEAST = 16;
    private static final int WORTHWHILE = 128;
    private static final int MOST = 4096;

    private CachedRows() {}

    /** A power of two. */
    public static int of(Graph graph) {
        long widest = graph.nodes().stream()
                .filter(node -> node.out().shape().hasBatch())
                .mapToLong(node -> node.out().shape().size())
                .max()
                .orElse(1);
        long size = Math.max(power(CACHED / widest), Math.min(WORTHWHILE, power(HELD / widest)));
        return (int) Math.max(LEAST, Math.min(MOST, size));
    }

    private static long power(long number) {
        return Long.highestOneBit(Math.max(1, number));
    }
}
