package dev.rheo.testkit.grid;

import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time grid, and what is known of it.
 *
 * @param traits those of the configuration that the grid was made with
 * @param steps numbers of steps that it can have
 * @param measure in which its inner times are equally far apart, as its name says; null for a grid without one
 */
public record GridSubject(
        TimeGrid grid,
        Traits traits,
        List<Integer> steps,
        @Nullable Measure measure) {
    private static final List<Integer> ANY = List.of(1, 2, 3, 10, 100);

    public GridSubject(TimeGrid grid, Traits traits, List<Integer> steps, @Nullable Measure measure) {
        this.grid = grid;
        this.traits = traits;
        this.steps = List.copyOf(steps);
        this.measure = measure;
    }

    /** A grid of any number of steps. */
    public GridSubject(TimeGrid grid, Traits traits, Measure measure) {
        this(grid, traits, ANY, measure);
    }

    /** A monotone function of time. */
    @FunctionalInterface
    public interface Measure {
        double at(GaussianPath path, Interval span, double t);
    }

    boolean provides(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }

    boolean requires(String trait) {
        return traits.required().stream().anyMatch(demand -> demand.trait().equals(trait));
    }
}
