package dev.rheo.testkit.grid;

import static dev.rheo.api.component.TraitNames.GRID_NONUNIFORM;
import static dev.rheo.api.component.TraitNames.SOLVER_FIXED_STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The rules of time grids, examined on the linear path, whose ends are pure noise and pure data, and on one that ends with
 * noise of 50 and 1/100, each on all of its domain and on a part.
 */
public final class GridRules {
    private static final List<GaussianPath> PATHS = List.of(PlainPath.LINEAR, PlainPath.EXPLODING);
    private static final List<Interval> SPANS =
            List.of(Interval.UNIT, new Interval(0.001, 1), new Interval(0, 0.999), new Interval(1e-5, 1 - 1e-5));

    private GridRules() {}

    /** All rules; those that do not speak of a grid leave it alone. */
    public static List<Rule<GridSubject>> all() {
        return List.of(
                new Rule<>(
                        "G1",
                        "n steps are n + 1 times",
                        subject -> each(subject, (path, span, n, times) -> assertThat(times.length)
                                .as("times")
                                .isEqualTo(n + 1))),
                new Rule<>(
                        "G2",
                        "times ascend strictly",
                        subject -> each(subject, (path, span, n, times) -> ascending(times))),
                new Rule<>(
                        "G3",
                        "the first and the last time are the ends of the span, exactly",
                        subject -> each(subject, (path, span, n, times) -> {
                            assertThat(times[0]).as("first time").isEqualTo(span.from());
                            assertThat(times[times.length - 1]).as("last time").isEqualTo(span.to());
                        })),
                new Rule<>("G4", "equal questions have equal answers, each an array of its own", GridRules::pure),
                new Rule<>(
                        "G5",
                        "inner times are equally far apart in the measure that the grid is named after",
                        Status.OPTIONAL,
                        subject -> subject.measure() != null,
                        subject -> each(subject, (path, span, n, times) -> even(subject, path, span, times))),
                new Rule<>(
                        "G6",
                        "a grid that is not uniform in time provides grid.nonuniform and requires solver.fixed-steps",
                        GridRules::claims));
    }

    @FunctionalInterface
    private interface Check {
        void examine(GaussianPath path, Interval span, int steps, double[] times);
    }

    private static void each(GridSubject subject, Check check) {
        for (GaussianPath path : PATHS) {
            for (Interval span : SPANS) {
                for (int steps : subject.steps()) {
                    check.examine(path, span, steps, subject.grid().times(path, span, steps));
                }
            }
        }
    }

    private static void ascending(double[] times) {
        for (int i = 1; i < times.length; i++) {
            assertThat(times[i]).as("time " + i).isGreaterThan(times[i - 1]);
        }
    }

    private static void pure(GridSubject subject) {
        each(subject, (path, span, n, times) -> {
            double[] before = times.clone();
            Arrays.fill(times, -1);
            assertThat(subject.grid().times(path, span, n))
                    .as("times, asked again")
                    .containsExactly(before);
        });
    }

    private static void even(GridSubject subject, GaussianPath path, Interval span, double[] times) {
        double[] measured = Arrays.stream(times, 1, times.length - 1)
                .map(t -> Objects.requireNonNull(subject.measure()).at(path, span, t))
                .toArray();
        double distance = measured.length < 2 ? 0 : measured[1] - measured[0];
        for (int i = 2; i < measured.length; i++) {
            assertThat(measured[i] - measured[i - 1])
                    .as("distance of times " + i + " and " + (i + 1))
                    .isCloseTo(distance, within(1e-6 * Math.abs(distance)));
        }
    }

    private static void claims(GridSubject subject) {
        each(subject, (path, span, n, times) -> {
            for (int i = 1; i < times.length - 1; i++) {
                double uniform = span.from() + span.length() * i / n;
                if (Math.abs(times[i] - uniform) > 1e-9) {
                    assertThat(subject.provides(GRID_NONUNIFORM))
                            .as("provides " + GRID_NONUNIFORM)
                            .isTrue();
                    assertThat(subject.requires(SOLVER_FIXED_STEPS))
                            .as("requires " + SOLVER_FIXED_STEPS)
                            .isTrue();
                }
            }
        });
    }
}
