package dev.rheo.plugins.solvers;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/** Equal steps in flow time. */
@RheoComponent(name = "uniform", summary = "Equal steps in flow time.")
public final class UniformGrid implements TimeGrid {
    @Inject
    public UniformGrid() {}

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        double[] times = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            times[i] = span.from() + span.length() * i / steps;
        }
        times[steps] = span.to();
        return times;
    }
}
