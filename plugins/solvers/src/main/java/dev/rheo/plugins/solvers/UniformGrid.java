package dev.rheo.plugins.solvers;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/** Equal steps in flow time. */
@RheoComponent(name = "uniform", summary = "Equal steps in flow time.", formula = "tᵢ = i/n")
public final class UniformGrid implements TimeGrid {
    @Inject
    public UniformGrid() {}

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        return Grids.between(span, steps, i -> span.from() + span.length() * i / steps);
    }
}
