package dev.rheo.testkit.grid;

import static dev.rheo.api.component.TraitNames.GRID_NONUNIFORM;
import static dev.rheo.api.component.TraitNames.SOLVER_FIXED_STEPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.testkit.Zoo;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A quadratic grid that is right, and wrong in one thing at a time. */
class GridRulesTest {
    @RegisterExtension
    static final Zoo<GridSubject> ZOO = Zoo.of(TimeGrid.class, GridRules.all());

    private static final Traits CLAIMS =
            Traits.of(GRID_NONUNIFORM).requires(SOLVER_FIXED_STEPS, "it chooses the steps itself");
    private static final TimeGrid QUADRATIC = (path, span, steps) -> IntStream.rangeClosed(0, steps)
            .mapToDouble(i -> i == steps ? span.to() : span.from() + span.length() * Math.pow((double) i / steps, 2))
            .toArray();

    private static Set<String> violated(TimeGrid grid, Traits claims) {
        return ZOO.violated(
                new GridSubject(grid, claims, (path, span, t) -> Math.sqrt((t - span.from()) / span.length())));
    }

    private static Set<String> violated(UnaryOperator<double[]> change) {
        return violated((path, span, steps) -> change.apply(QUADRATIC.times(path, span, steps)), CLAIMS);
    }

    @Test
    void aRightGridViolatesNothing() {
        assertThat(violated(QUADRATIC, CLAIMS)).isEmpty();
    }

    @Test
    void aTimeTooManyIsNamed() {
        assertThat(violated((path, span, steps) -> QUADRATIC.times(path, span, steps + 1), CLAIMS))
                .containsExactly("G1");
    }

    @Test
    void timesThatDoNotAscendAreNamed() {
        assertThat(violated(times -> {
                    if (times.length == 3) {
                        times[1] = times[0];
                    }
                    return times;
                }))
                .containsExactly("G2");
    }

    @Test
    void anEndThatIsMissedByRoundingIsNamed() {
        assertThat(violated(times -> {
                    times[times.length - 1] = Math.nextDown(times[times.length - 1]);
                    return times;
                }))
                .containsExactly("G3");
    }

    @Test
    void aGridThatHandsOutItsOwnArrayIsNamed() {
        double[] own = {0, 0.25, 1};
        TimeGrid keeping = (path, span, steps) -> {
            own[2] = span.to();
            return steps == 2 && span.from() == 0 ? own : QUADRATIC.times(path, span, steps);
        };
        assertThat(violated(keeping, CLAIMS)).contains("G4");
    }

    @Test
    void timesOfAnotherDensityThanTheNameSaysAreNamed() {
        assertThat(violated(
                        (path, span, steps) -> IntStream.rangeClosed(0, steps)
                                .mapToDouble(i -> i == steps
                                        ? span.to()
                                        : span.from() + span.length() * Math.pow((double) i / steps, 3))
                                .toArray(),
                        CLAIMS))
                .containsExactly("G5");
    }

    @Test
    void aGridThatKeepsQuietAboutItsDensityIsNamed() {
        assertThat(violated(QUADRATIC, Traits.NONE)).containsExactly("G6");
        assertThat(violated(QUADRATIC, Traits.of(GRID_NONUNIFORM))).containsExactly("G6");
    }
}
