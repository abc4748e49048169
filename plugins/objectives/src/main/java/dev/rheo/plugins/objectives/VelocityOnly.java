package dev.rheo.plugins.objectives;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import java.util.Optional;

/** A velocity on a path, and nothing that is read from it. */
record VelocityOnly(ProbabilityPath trained, Field velocity) implements Dynamics {
    @Override
    public Optional<GaussianPath> path() {
        return trained instanceof GaussianPath gaussian ? Optional.of(gaussian) : Optional.empty();
    }
}
