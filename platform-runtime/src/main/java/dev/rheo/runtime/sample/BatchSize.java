package dev.rheo.runtime.sample;

import dev.rheo.api.graph.Graph;
import dev.rheo.runtime.experiment.Blueprint;

/**
 * How many samples are solved for together where the manifest leaves it open: as many as keep the network's widest layer
 * in a processor's cache, but 128 where that is fewer, since a call of a network has its own cost, and less only of layers so wide
 * that memory would be the concern. A rule and not a measurement, so that equal runs are equal.
 */
public final class BatchSize {
    private static final long CACHED = 1 << 17;
    private static final long HELD = 1 << 22;
    private static final int LEAST = 16;
    private static final int WORTHWHILE = 128;
    private static final int MOST = 4096;

    private BatchSize() {}

    /** {@code sample.batch} of the manifest, or the rule's. */
    public static int of(Blueprint blueprint) {
        int asked = blueprint.spec().sample().batch();
        return asked > 0 ? asked : of(blueprint.network());
    }

    /** A power of two. */
    public static int of(Graph network) {
        long widest = network.nodes().stream()
                .filter(node -> node.out().shape().hasBatch())
                .mapToLong(node -> node.out().shape().size())
                .max()
                .orElse(1);
        long cached = power(CACHED / widest);
        long size = Math.max(cached, Math.min(WORTHWHILE, power(HELD / widest)));
        return (int) Math.max(LEAST, Math.min(MOST, size));
    }

    private static long power(long number) {
        return Long.highestOneBit(Math.max(1, number));
    }
}
