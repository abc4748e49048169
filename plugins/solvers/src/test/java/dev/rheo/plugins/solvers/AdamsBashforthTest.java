package dev.rheo.plugins.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepSolver;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Walks the method along a grid as the host does, on y' = 4 y (1 − y), y(0) = 1/10, which has a known solution. */
class AdamsBashforthTest {
    private int evaluations;
    private int kept;
    private double worst;

    private double solve(int order, double start, double... times) {
        Field logistic = (x, t) -> {
            evaluations++;
            return x.mul(x.neg().addi(1)).muli(4);
        };
        StepSolver solver = new AdamsBashforth(new AdamsBashforth.Config(order, times.length - 1));
        try (NDManager host = NDManager.newBaseManager();
                NDManager memory = host.newSubManager()) {
            StepSolver.Solve solve = solver.begin(new Problem(() -> logistic, times));
            NDArray x = host.create(new double[] {start});
            for (int i = 0; i + 1 < times.length; i++) {
                try (NDManager step = host.newSubManager()) {
                    x.attach(step);
                    x = solve.step(
                            x,
                            times[i],
                            times[i + 1],
                            (like, use) -> {
                                throw new AssertionError("draws noise");
                            },
                            memory);
                    x.attach(host);
                }
                double exact = 1 / (1 + 9 * Math.exp(-4 * times[i + 1]));
                worst = Math.max(worst, Math.abs(x.toDoubleArray()[0] - exact));
                kept = Math.max(kept, memory.getManagedArrays().size());
            }
            return x.toDoubleArray()[0];
        }
    }

    /** Steps that grow from the source to the data, as on a grid that is uniform in another measure of time. */
    private static double[] squares(int steps) {
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> Math.pow((double) i / steps, 2))
                .toArray();
    }

    private static double[] uniform(int steps) {
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> (double) i / steps)
                .toArray();
    }

    private static double[] turned(double[] times) {
        return IntStream.rangeClosed(1, times.length)
                .mapToDouble(i -> times[times.length - i])
                .toArray();
    }

    /** The largest error on the way. */
    private double error(int order, double... times) {
        worst = 0;
        solve(order, 0.1, times);
        return worst;
    }

    @Test
    void everyOrderIsReachedOnAUniformGrid() {
        for (int order = 2; order <= 4; order++) {
            double ratio = error(order, uniform(128)) / error(order, uniform(512));
            assertThat(Math.log(ratio) / Math.log(4)).isCloseTo(order, within(0.15));
        }
    }

    @Test
    void everyOrderIsReachedOnAGridThatIsNotUniform() {
        for (int order = 2; order <= 4; order++) {
            double ratio = error(order, squares(128)) / error(order, squares(512));
            assertThat(Math.log(ratio) / Math.log(4)).isCloseTo(order, within(0.15));
        }
    }

    @Test
    void backwardsUndoesForwards() {
        for (int order = 2; order <= 4; order++) {
            double there = solve(order, 0.1, squares(200));
            assertThat(solve(order, there, turned(squares(200)))).isCloseTo(0.1, within(1e-4));
        }
    }

    @Test
    void aStepCostsOneEvaluationAfterTheStart() {
        solve(4, 0.1, uniform(20));
        assertThat(evaluations).isEqualTo(20 + 3 * 3);
    }

    @Test
    void fewerStepsThanTheOrderAreRungeKuttaSteps() {
        solve(4, 0.1, uniform(2));
        assertThat(evaluations).isEqualTo(2 * 4);
    }

    @Test
    void noMoreSlopesAreKeptThanTheOrderNeeds() {
        solve(3, 0.1, uniform(30));
        assertThat(kept).isEqualTo(2);
    }
}
