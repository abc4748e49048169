package dev.rheo.api.sample;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;

/**
 * Where the steps of a solver with fixed steps begin and end. Pure and thread-safe. The host turns the grid round for a
 * solve from data to source, and moves its inner times to the nearest grid points of a path of discrete time.
 */
@ComponentKind(value = "grid", title = "time grid")
public interface TimeGrid extends Component {
    /**
     * Flow times, strictly ascending from {@code span.from()} to {@code span.to()}, both included: {@code steps + 1} of
     * them.
     *
     * @param path that is sampled along, for grids that are uniform in another measure of noise than t
     * @param span to divide, a part of the path's domain
     * @throws IllegalArgumentException with the reason if this grid cannot have so many steps, or not on this path
     */
    double[] times(ProbabilityPath path, Interval span, int steps);
}
