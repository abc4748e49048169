package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.runtime.data.ConditionScaling;
import dev.rheo.runtime.sample.Asked;

/**
 * What a network is told of the rows of a data set.
 *
 * @param conditions that it is conditioned on
 * @param labelled whether it is conditioned on labels
 */
record Conditioning(ConditionScaling conditions, boolean labelled) {
    /**
     * @param rows in original units; labels and conditions that the network does not take are passed over
     * @throws MetricException if the rows lack what it takes
     */
    Asked of(Rows rows) {
        if (labelled && rows.labels() == null) {
            throw new MetricException("the network is conditioned on labels, and the rows have none");
        }
        boolean conditioned = !conditions.names().isEmpty();
        if (conditioned && rows.conditions() == null) {
            throw new MetricException("the network is conditioned on " + conditions.names() + ", and the rows are not");
        }
        return new Asked(
                labelled ? rows.labels() : null, conditioned ? conditions.toTraining(rows.conditions()) : null);
    }
}
