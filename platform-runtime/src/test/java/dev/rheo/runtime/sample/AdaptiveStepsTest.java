package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Stepping.Adaptive;
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
    void aSolveCostsTwoEvaluationsAndSixForEveryAttempt() {
        SolveStatistics cost =
                new Solving().solve(Methods.tolerance(1e-6), STIFF, 0).statistics();
        assertThat(cost.rejected()).isPositive();
        assertThat(cost.evaluations()).isEqualTo(2 + 6 * (cost.steps() + cost.rejected()));
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
    void savePointsAreHitExactly() {
        Solving solving = new Solving().saveAt(0.7, 0, 1, 0.1, 0.7);
        solving.solve(Methods.tolerance(1e-9), (x, t) -> x.duplicate(), 1);
        double[] expected = {Math.exp(0.7), 1, Math.E, Math.exp(0.1), Math.exp(0.7)};
        for (int i = 0; i < expected.length; i++) {
            assertThat(solving.observed().get(i)[0]).isCloseTo(expected[i], within(1e-7));
        }
    }

    @Test
    void savePointsDoNotMakeTheStepsAfterThemSmall() {
        long without = new Solving()
                .solve(Methods.tolerance(1e-7), Solving.LOGISTIC, 0.1)
                .statistics()
                .steps();
        long with = new Solving()
                .saveAt(0.2999, 0.3, 0.3001)
                .solve(Methods.tolerance(1e-7), Solving.LOGISTIC, 0.1)
                .statistics()
                .steps();
        assertThat(with).isLessThanOrEqualTo(without + 4);
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
        Method few = new Method(Methods.DOPRI5, new Adaptive(1e-9, 1e-9, 0.9, 0.2, 10, 5));
        assertThatThrownBy(() -> new Solving().solve(few, STIFF, 0))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("after 5 steps")
                .hasMessageContaining("maxSteps");
    }
}
