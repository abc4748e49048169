package dev.rheo.runtime.sample;

import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.CachedRows;

/** How many samples are solved for together. */
public final class BatchSize {
    private BatchSize() {}

    /** {@code sample.batch} of the manifest, or the rule's. */
    public static int of(Blueprint blueprint) {
        int asked = blueprint.spec().sample().batch();
        return asked > 0 ? asked : CachedRows.of(blueprint.network());
    }
}
