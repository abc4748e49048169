package dev.rheo.runtime.sample;

import dev.rheo.api.graph.Graph;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.CachedRows;

/**
 * How many samples are solved for together where the manifest leaves it open: as many as keep the network's widest layer
 * in a processor's cache. A rule and not a measurement, so that equal runs are equal.
 */
public final class BatchSize {
    private BatchSize() {}

    /** {@code sample.batch} of the manifest, or the rule's. */
    public static int of(Blueprint blueprint) {
        int asked = blueprint.spec().sample().batch();
        return asked > 0 ? asked : of(blueprint.network());
    }

    /** A power of two. */
    static int of(Graph network) {
        return CachedRows.of(network);
    }
}
