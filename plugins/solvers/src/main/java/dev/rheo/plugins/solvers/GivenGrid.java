package dev.rheo.plugins.solvers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;
import java.util.List;

/** The times that the manifest lists. */
@RheoComponent(name = "given", summary = "The times that are listed, for instance [0, 0.1, 0.4, 1].")
public final class GivenGrid implements TimeGrid {
    /** Options. */
    public record Config(
            @Option(
                    value = "Flow times, ascending from 0 (source) to 1 (data), one more than the solver has steps. The"
                            + " first and the last are moved to the ends of the path's domain.",
                    min = 2)
            List<Double> times)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return GridTraits.nonuniform();
        }

        @Override
        public void check(Problems problems) {
            for (int i = 1; i < times.size(); i++) {
                if (!(times.get(i) > times.get(i - 1))) {
                    problems.error("times", times.get(i) + " follows " + times.get(i - 1), "List the times ascending.");
                    return;
                }
            }
            if (times.size() < 2 || times.get(0) != 0 || times.get(times.size() - 1) != 1) {
                problems.error("times", times + " does not go from 0 to 1", "Begin with 0 and end with 1.");
            }
        }
    }

    private final List<Double> times;

    @Inject
    public GivenGrid(Config config) {
        this.times = List.copyOf(config.times);
    }

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        if (steps != times.size() - 1) {
            throw new IllegalArgumentException(times.size() + " times are listed, which are " + (times.size() - 1)
                    + " steps, but the solver takes " + steps + ": set sample.solver.steps to " + (times.size() - 1));
        }
        return Grids.between(span, steps, i -> inside(times.get(i), span));
    }

    private static double inside(double t, Interval span) {
        if (t > span.from() && t < span.to()) {
            return t;
        }
        throw new IllegalArgumentException(
                "the time " + t + " lies outside of the path's domain " + span.from() + " … " + span.to());
    }
}
