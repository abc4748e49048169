package dev.rheo.runtime.sample;

import dev.rheo.api.graph.Graph;
import dev.rheo.runtime.experiment.Blueprint;

/**
 * How many samples are solved for together where the manifest leaves it open: as many as keep the network's widest layer
 * in a processor's cache. A rule and not a measurement, so that equal runs are equal.
 */
public final class BatchSize {
    private static final long NUMBERS = 1 << 17;
    private static final int LEAST = 16;
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
        return (int) Math.max(LEAST, Math.min(MOST, Long.highestOneBit(Math.max(1, NUMBERS / widest))));
    }
}
