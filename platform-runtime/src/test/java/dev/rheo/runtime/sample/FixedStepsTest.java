package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.sample.Methods.AdamsBashforth;
import dev.rheo.runtime.sample.Solving.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedStepsTest {
    private static double error(ButcherTableau tableau, int steps) {
        End end = new Solving().solve(Methods.steps(tableau, steps), Solving.LOGISTIC, 0.1);
        return Math.abs(end.x()[0] - Solving.LOGISTIC_END);
    }

    private static double order(ButcherTableau tableau, int coarse, int fine) {
        return Math.log(error(tableau, coarse) / error(tableau, fine)) / Math.log((double) fine / coarse);
    }

    @Test
    void everyMethodHasItsOrder() {
        assertThat(order(Methods.EULER, 64, 256)).isCloseTo(1, within(0.15));
        assertThat(order(Methods.MIDPOINT, 64, 256)).isCloseTo(2, within(0.15));
        assertThat(order(Methods.HEUN, 64, 256)).isCloseTo(2, within(0.15));
        assertThat(order(Methods.RK4, 32, 128)).isCloseTo(4, within(0.15));
        assertThat(order(Methods.DOPRI5, 16, 48)).isGreaterThan(4.8);
    }

    @Test
    void oneEulerStepFollowsAStraightField() {
        End end = new Solving()
                .solve(Methods.steps(Methods.EULER, 1), (x, t) -> x.zerosLike().addi(2.5), 1, -3);
        assertThat(end.x()).containsExactly(3.5, -0.5);
    }

    @Test
    void everyStageIsCountedOnce() {
        assertThat(new Solving()
                        .solve(Methods.steps(Methods.RK4, 10), Solving.LOGISTIC, 0.1)
                        .statistics())
                .isEqualTo(new SolveStatistics(40, 10, 0));
        assertThat(new Solving()
                        .solve(new AdamsBashforth(10), Solving.LOGISTIC, 0.1)
                        .statistics())
                .isEqualTo(new SolveStatistics(10, 10, 0));
    }

    @Test
    void theFieldIsAskedAtTheStagesOfTheInterval() {
        List<Double> times = new ArrayList<>();
        Field noting = (x, t) -> {
            times.add(t);
            return x.zerosLike();
        };
        new Solving(0.25, 0.75).solve(Methods.steps(Methods.MIDPOINT, 2), noting, 1);
        assertThat(times).containsExactly(0.25, 0.375, 0.5, 0.625);
    }

    @Test
    void theStartStaysTheCallers() {
        End end = new Solving().solve(Methods.steps(Methods.HEUN, 5), Solving.LOGISTIC, 0.1, 0.2);
        assertThat(end.start()).containsExactly(0.1, 0.2);
    }

    @Test
    void savePointsAreTheNearestOfTheGrid() {
        Solving solving = new Solving().saveAt(1, 0, 0.26, 0.5);
        solving.solve(Methods.steps(Methods.EULER, 4), (x, t) -> x.zerosLike().addi(1), 0);
        assertThat(solving.observed()).extracting(state -> state[0]).containsExactly(1.0, 0.0, 0.25, 0.5);
        assertThat(solving.observedAt()).containsExactly(1.0, 0.0, 0.25, 0.5);
    }

    @Test
    void aRuleMayRemember() {
        End coarse = new Solving().solve(new AdamsBashforth(64), Solving.LOGISTIC, 0.1);
        End fine = new Solving().solve(new AdamsBashforth(256), Solving.LOGISTIC, 0.1);
        double ratio = (coarse.x()[0] - Solving.LOGISTIC_END) / (fine.x()[0] - Solving.LOGISTIC_END);
        assertThat(Math.log(ratio) / Math.log(4)).isCloseTo(2, within(0.15));
    }

    @Test
    void memoryDoesNotGrowWithTheSteps() {
        Solving few = new Solving();
        assertThat(few.solve(Methods.steps(Methods.RK4, 3), Solving.LOGISTIC, 0.1)
                        .arraysLeft())
                .isEqualTo(1);
        Solving many = new Solving();
        assertThat(many.solve(Methods.steps(Methods.RK4, 300), Solving.LOGISTIC, 0.1)
                        .arraysLeft())
                .isEqualTo(1);
        assertThat(many.mostArrays()).isEqualTo(few.mostArrays());
    }

    @Test
    void aFieldThatIsNotFiniteEndsTheSolve() {
        assertThatThrownBy(() -> new Solving()
                        .solve(Methods.steps(Methods.EULER, 4), (x, t) -> x.mul(t > 0.3 ? Double.NaN : 1), 1))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("no longer finite")
                .hasMessageContaining("more steps");
    }
}
