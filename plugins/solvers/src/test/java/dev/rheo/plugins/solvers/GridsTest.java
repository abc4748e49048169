package dev.rheo.plugins.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.Problems;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grids against what their papers print, and what they refuse. */
class GridsTest {
    /** x_t = t x1 + (1 − t) ε. */
    private record Linear() implements GaussianPath {
        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return 1 - t;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -1;
        }
    }

    private static final GaussianPath LINEAR = new Linear();

    private static double sigma(double t) {
        return (1 - t) / t;
    }

    @Test
    void theEighteenStepsOfKarrasFollowEquationFive() {
        double[] times = new KarrasGrid(new KarrasGrid.Config(7, 0.002, 80)).times(LINEAR, Interval.UNIT, 18);
        assertThat(sigma(times[1])).isCloseTo(57.58598472124816, within(1e-10));
        assertThat(sigma(times[8])).isCloseTo(3.256821519765537, within(1e-10));
        assertThat(sigma(times[16])).isCloseTo(0.0075280199627840785, within(1e-10));
        assertThat(sigma(times[17])).isCloseTo(0.002, within(1e-10));
        assertThat(sigma(times[18])).isZero();
    }

    @Test
    void equalStepsOfLogSnrAreBetweenTheBoundsWhereThePathHasNone() {
        double[] times = new LogSnrGrid(new LogSnrGrid.Config(-8, 8)).times(LINEAR, Interval.UNIT, 4);
        assertThat(LINEAR.logSnr(times[1])).isCloseTo(-4, within(1e-12));
        assertThat(times[2]).isCloseTo(0.5, within(1e-12));
        assertThat(LINEAR.logSnr(times[3])).isCloseTo(4, within(1e-12));
    }

    @Test
    void theShiftIsThatOfStableDiffusion3() {
        double[] times = new ShiftedGrid(new ShiftedGrid.Config(3)).times(LINEAR, Interval.UNIT, 4);
        for (int i = 0; i <= 4; i++) {
            double tau = 1 - i / 4.0;
            assertThat(1 - times[i]).isCloseTo(3 * tau / (1 + 2 * tau), within(1e-15));
        }
    }

    @Test
    void quadraticStepsGatherWhereTheyAreToldTo() {
        assertThat(new PowerGrid(new PowerGrid.Config(2, PowerGrid.Dense.SOURCE)).times(LINEAR, Interval.UNIT, 2))
                .containsExactly(0, 0.25, 1);
        assertThat(new PowerGrid(new PowerGrid.Config(2, PowerGrid.Dense.DATA)).times(LINEAR, Interval.UNIT, 2))
                .containsExactly(0, 0.75, 1);
    }

    @Test
    void listedTimesAreMovedToTheDomainsEndsAndKeptBetween() {
        GivenGrid grid = new GivenGrid(new GivenGrid.Config(List.of(0.0, 0.3, 1.0)));
        assertThat(grid.times(LINEAR, new Interval(0.001, 0.999), 2)).containsExactly(0.001, 0.3, 0.999);
    }

    @Test
    void listedTimesThatAreNotAsManyAsTheStepsSayWhatToSet() {
        GivenGrid grid = new GivenGrid(new GivenGrid.Config(List.of(0.0, 0.3, 1.0)));
        assertThatThrownBy(() -> grid.times(LINEAR, Interval.UNIT, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the solver takes 100")
                .hasMessageContaining("set sample.solver.steps to 2");
    }

    @Test
    void aListedTimeOutsideOfTheDomainIsRefused() {
        GivenGrid grid = new GivenGrid(new GivenGrid.Config(List.of(0.0, 0.005, 1.0)));
        assertThatThrownBy(() -> grid.times(LINEAR, new Interval(0.01, 1), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.005")
                .hasMessageContaining("0.01");
    }

    @Test
    void boundsThatLeaveNothingOfThePathAreRefused() {
        Interval late = new Interval(0.9, 1);
        assertThatThrownBy(() -> new LogSnrGrid(new LogSnrGrid.Config(-10, 0)).times(LINEAR, late, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaves nothing");
        assertThatThrownBy(() -> new KarrasGrid(new KarrasGrid.Config(7, 1, 80)).times(LINEAR, late, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaves nothing");
    }

    @Test
    void optionsThatContradictEachOtherAreReported() {
        assertThat(reported(problems -> new LogSnrGrid.Config(1, 1).check(problems)))
                .containsExactly("highest");
        assertThat(reported(problems -> new KarrasGrid.Config(7, 80, 2).check(problems)))
                .containsExactly("sigmaMax");
        assertThat(reported(problems -> new GivenGrid.Config(List.of(0.0, 0.5, 0.5, 1.0)).check(problems)))
                .containsExactly("times");
        assertThat(reported(problems -> new GivenGrid.Config(List.of()).check(problems)))
                .containsExactly("times");
        assertThat(reported(problems -> new GivenGrid.Config(List.of(0.1, 1.0)).check(problems)))
                .containsExactly("times");
        assertThat(reported(problems -> new GivenGrid.Config(List.of(0.0, 1.0)).check(problems)))
                .isEmpty();
    }

    private static List<String> reported(java.util.function.Consumer<Problems> check) {
        List<String> options = new ArrayList<>();
        check.accept(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                options.add(option);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                throw new AssertionError("no warning is expected");
            }
        });
        return options;
    }
}
