package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Stepping.Adaptive;
import dev.rheo.api.sample.Stepping.Control;
import dev.rheo.runtime.sample.Methods.Method;
import dev.rheo.runtime.sample.Solving.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveStepsTest {
    /** y' = −λ (y − cos t) with a jump of the right side at t = 0.3 that the error estimate has to run into. */
    private static final Field STIFF =
            (x, t) -> x.sub(Math.cos(t) + (t > 0.3 ? 1 : 0)).muli(-500);

    @Test
    void theErrorFallsWithTheToleranceAndStaysNearIt() {
        double last = 1;
        for (double rtol : new double[] {1e-3, 1e-5, 1e-7, 1e-9}) {
            End end = new Solving().solve(Methods.tolerance(rtol), Solving.LOGISTIC, 0.1);
            double error = Math.abs(end.x()[0] - Solving.LOGISTIC_END);
            assertThat(error).as("error at rtol " + rtol).isLessThan(100 * rtol).isLessThan(last);
            last = error;
        }
    }

    @Test
    void aSolveCostsTwoEvaluationsAndOneForEveryFurtherStageOfEveryAttempt() {
        SolveStatistics dopri5 =
                new Solving().solve(Methods.tolerance(1e-6), STIFF, 0).statistics();
        assertThat(dopri5.rejected()).isPositive();
        assertThat(dopri5.evaluations()).isEqualTo(2 + 6 * (dopri5.steps() + dopri5.rejected()));

        SolveStatistics bosh3 = new Solving()
                .solve(Methods.tolerance(Methods.BOSH3, 1e-4), STIFF, 0)
                .statistics();
        assertThat(bosh3.rejected()).isPositive();
        assertThat(bosh3.evaluations()).isEqualTo(2 + 3 * (bosh3.steps() + bosh3.rejected()));
    }

    @Test
    void aMethodWhoseLastStageIsNotTheSolutionIsAskedOnceMoreBetweenSteps() {
        SolveStatistics cost = new Solving()
                .solve(Methods.tolerance(Methods.HEUN_EULER, 1e-3), STIFF, 0)
                .statistics();
        assertThat(cost.rejected()).isPositive();
        assertThat(cost.evaluations()).isEqualTo(2 + (cost.steps() + cost.rejected()) + cost.steps() - 1);
    }

    @Test
    void controlByTwoErrorsRejectsFewerStepsWhereStabilityBoundsThem() {
        Field stiff = (x, t) -> x.sub(Math.cos(t)).muli(-1000);
        End one = new Solving().solve(Methods.tolerance(1e-3), stiff, 0);
        End two = new Solving().solve(Methods.proportional(1e-3), stiff, 0);
        assertThat(two.x()[0]).isCloseTo(Math.cos(1), within(1e-2));
        assertThat(one.statistics().rejected()).isGreaterThan(20);
        assertThat(two.statistics().rejected()).isLessThan(5);
    }

    @Test
    void aStiffFieldIsFollowedByRejectingSteps() {
        End end = new Solving().solve(Methods.tolerance(1e-6), STIFF, 0);
        // Once the layers have passed, y = 1 + (λ² cos t + λ sin t) / (λ² + 1).
        double slow = 1 + (500 * 500 * Math.cos(1) + 500 * Math.sin(1)) / (500 * 500 + 1);
        assertThat(end.x()[0]).isCloseTo(slow, within(1e-5));
    }

    @Test
    void theLastStepLandsOnTheEnd() {
        List<Double> times = new ArrayList<>();
        Field noting = (x, t) -> {
            times.add(t);
            return x.duplicate();
        };
        End end = new Solving().solve(Methods.tolerance(1e-7), noting, 1);
        assertThat(times).allMatch(t -> t >= 0 && t <= 1);
        assertThat(times.get(times.size() - 1)).isEqualTo(1);
        assertThat(end.x()[0]).isCloseTo(Math.E, within(1e-5));
    }

    @Test
    void aFieldOfZeroIsCrossedInAFewSteps() {
        SolveStatistics cost = new Solving()
                .solve(Methods.tolerance(1e-5), (x, t) -> x.zerosLike(), 1)
                .statistics();
        assertThat(cost.rejected()).isZero();
        assertThat(cost.steps()).isLessThan(10);
    }

    @Test
    void theFirstProbeStaysInsideTheInterval() {
        // A large state and a small slope: the usual guess |x| / |v| would leave [0, 1] by far.
        List<Double> times = new ArrayList<>();
        Field slow = (x, t) -> {
            times.add(t);
            return x.zerosLike().addi(1e-3);
        };
        new Solving().solve(Methods.tolerance(1e-5), slow, 1e6);
        assertThat(times).allMatch(t -> t >= 0 && t <= 1);
    }

    @Test
    void memoryDoesNotGrowWithTheSteps() {
        Solving few = new Solving();
        few.solve(Methods.tolerance(1e-5), Solving.LOGISTIC, 0.1);
        Solving many = new Solving();
        End end = many.solve(Methods.tolerance(1e-7), STIFF, 0);
        assertThat(end.statistics().steps()).isGreaterThan(100);
        assertThat(end.statistics().rejected()).isPositive();
        assertThat(end.arraysLeft()).isEqualTo(1);
        // STIFF makes as many arrays per evaluation as the logistic field, or fewer.
        assertThat(many.mostArrays()).isLessThanOrEqualTo(few.mostArrays());
    }

    @Test
    void aFieldThatIsNotFiniteAtTheStartIsSaidAtOnce() {
        List<Double> times = new ArrayList<>();
        Field broken = (x, t) -> {
            times.add(t);
            return x.mul(Double.NaN);
        };
        assertThatThrownBy(() -> new Solving().solve(Methods.tolerance(1e-5), broken, 1))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("not finite at t = 0");
        assertThat(times).hasSizeLessThan(4);
    }

    @Test
    void aFieldThatStopsBeingFiniteMakesTheStepUnderflow() {
        assertThatThrownBy(() ->
                        new Solving().solve(Methods.tolerance(1e-5), (x, t) -> x.mul(t > 0.5 ? Double.NaN : 1), 1))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("step size fell below")
                .hasMessageContaining("t = 0.4999");
    }

    @Test
    void tooManyAttemptsAreGivenUp() {
        Method few = new Method(Methods.DOPRI5, new Adaptive(1e-9, 1e-9, Control.I, 0.9, 0.2, 10, 5));
        assertThatThrownBy(() -> new Solving().solve(few, STIFF, 0))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("after 5 steps")
                .hasMessageContaining("maxSteps");
    }

    @Test
    void aSolveBackwardsUndoesTheOneForwards() {
        for (ButcherTableau method : new ButcherTableau[] {Methods.DOPRI5, Methods.BOSH3, Methods.HEUN_EULER}) {
            End there = new Solving().solve(Methods.tolerance(method, 1e-6), Solving.LOGISTIC, 0.1, 0.4);
            End back = new Solving(1, 0).solve(Methods.tolerance(method, 1e-6), Solving.LOGISTIC, there.x());
            assertThat(back.x()[0]).isCloseTo(0.1, within(1e-4));
            assertThat(back.x()[1]).isCloseTo(0.4, within(1e-4));
        }
    }

    @Test
    void aSolveBackwardsStaysInsideTheIntervalAndLandsOnItsEnd() {
        List<Double> times = new ArrayList<>();
        Field noting = (x, t) -> {
            times.add(t);
            return x.duplicate();
        };
        End end = new Solving(1, 0).solve(Methods.tolerance(1e-7), noting, Math.E);
        assertThat(times).allMatch(t -> t >= 0 && t <= 1);
        assertThat(times.get(times.size() - 1)).isZero();
        assertThat(end.x()[0]).isCloseTo(1, within(1e-5));
    }

    @Test
    void aFieldThatStopsBeingFiniteOnTheWayBackIsSaid() {
        assertThatThrownBy(() ->
                        new Solving(1, 0).solve(Methods.tolerance(1e-5), (x, t) -> x.mul(t < 0.5 ? Double.NaN : 1), 1))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("step size fell below")
                .hasMessageContaining("not finite there")
                .hasMessageContaining("t = 0.5");
    }
}
