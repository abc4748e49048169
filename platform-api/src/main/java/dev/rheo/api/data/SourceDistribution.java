package dev.rheo.api.data;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.random.Draws;
import java.util.Optional;

/** The law of the samples that the flow starts from (t = 0). Thread-safe: prefetch workers share one instance. */
@ComponentKind(value = "source", title = "source distribution")
public interface SourceDistribution extends Component {
    /**
     * Fills {@code count} samples, row-major. Row {@code firstRow + i} is a pure function of {@code draws} and its
     * number, so that batches may be split.
     */
    void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into);

    /**
     * Fills the partners of data, row-major, for a source with the trait {@code source.paired}: row i is the partner of row
     * {@code numbers[i]} of the data set, in the order in which {@link DataSource#load} gives it. Training takes partners;
     * sampling takes {@link #sample}.
     */
    default void partners(int[] numbers, SampleShape shape, float[] into) {
        throw new UnsupportedOperationException("this source knows no partners of the data");
    }

    /**
     * log p(x) of each row, in nats; empty for a source whose density is not known. A source that gives it provides {@code
     * source.density}; models that start from another have no likelihood.
     */
    default Optional<double[]> logDensity(Points rows) {
        return Optional.empty();
    }

    /** Why this source cannot give samples of {@code shape}; empty if it can. */
    default Optional<String> mismatch(SampleShape shape) {
        return Optional.empty();
    }

    /**
     * Why this source, if it gives partners, cannot give one to each of {@code rows} data, and no more: rows that are left over
     * would mean that partners and data are not in the same order. Empty if it can.
     */
    default Optional<String> mismatchOfPartners(long rows) {
        return Optional.empty();
    }
}
