package dev.rheo.api.evaluate;

import dev.rheo.api.data.Rows;
import dev.rheo.api.random.Draws;
import java.util.Optional;

/**
 * What a metric may look at. All rows are in original units (standardisation undone) and flattened; do not write to
 * them.
 */
public interface Evaluation {
    /** Generated samples, with the labels they were asked for. */
    Rows samples();

    /** Data that training never saw. */
    Rows heldOut();

    /** The training data. */
    Rows training();

    /**
     * {@code count} rows of real data to set a floor with, disjoint from what {@link #reference} of the same size
     * gives; empty if there is not enough data for two such samples.
     */
    Optional<Rows> floorSample(int count);

    /**
     * {@code count} rows of real data to compare samples with: held-out rows, topped up with training rows where there
     * are too few of them; all rows there are if {@code count} is larger.
     */
    Rows reference(int count);

    /** The flow that made the samples, for metrics of trajectories. */
    FlowTrace flow();

    /** Randomness of this metric. */
    Draws draws(String purpose);
}
