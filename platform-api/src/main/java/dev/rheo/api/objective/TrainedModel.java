package dev.rheo.api.objective;

import dev.rheo.api.sample.Field;

/** A trained network whose labels and parameters are already chosen; made by the host. */
public interface TrainedModel {
    /**
     * The head of this name as a function of state and flow time; a {@link dev.rheo.api.sample.DifferentiableField} if it has
     * the shape of a sample, unless guidance mixes two of them.
     */
    Field head(String name);
}
