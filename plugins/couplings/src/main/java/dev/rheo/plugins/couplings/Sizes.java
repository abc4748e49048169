package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;

/** Which batches can be coupled at all. */
final class Sizes {
    private Sizes() {}

    static void requireEqualCounts(CouplingBatch batch) {
        int sources = batch.source().count();
        int data = batch.target().count();
        if (sources != data) {
            throw new CouplingException("This coupling needs as many source samples as data, but the batch has "
                    + sources + " and " + data + ".");
        }
    }

    static void requireEqualDimensions(CouplingBatch batch) {
        int source = batch.source().dimension();
        int data = batch.target().dimension();
        if (source != data) {
            throw new CouplingException("Source samples have " + source + " dimensions and data " + data
                    + ", so there is no distance between them. Use a source of the data's shape.");
        }
    }
}
