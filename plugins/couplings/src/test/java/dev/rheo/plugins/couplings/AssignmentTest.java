package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.Normal;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Optimality is judged by {@link Potentials} (no saving cycle), by ojAlgo's linear program, and by brute force. */
class AssignmentTest {
    private static final int[] SIZES = {1, 2, 7, 12, 33, 100, 256};

    private final Assignment assignment = new Assignment();

    @TestFactory
    Stream<DynamicTest> isOptimalOnAdversarialCosts() {
        return Stream.of(
                adversarial("constant", u -> 3.7),
                adversarial("zero", u -> 0),
                adversarial("tiny", u -> 1e-30 * u),
                adversarial("tinier than a float", u -> 1e-300 * u),
                adversarial("huge", u -> 1e30 * u),
                adversarial("log-normal", u -> Math.exp(5 * Normal.quantile(u))),
                adversarial("a hundred orders of magnitude", u -> Math.pow(10, 100 * u - 50)),
                adversarial("integers 0 to 9", u -> Math.floor(10 * u)),
                adversarial("zero or one", u -> u < 0.9 ? 1 : 0),
                adversarial("a small spread on a large offset", u -> 1e6 + u));
    }

    private DynamicTest adversarial(String name, DoubleUnaryOperator ofUniform) {
        return DynamicTest.dynamicTest(name, () -> {
            for (int n : SIZES) {
                Draws draws = new RandomStreams(n).at(name, 0);
                double[] costs = IntStream.range(0, n * n)
                        .mapToDouble(k -> ofUniform.applyAsDouble(draws.uniform(k, 0)))
                        .toArray();
                assertOptimal(TestBatches.costs(n, costs));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> isOptimalOnAwkwardPoints() {
        return Stream.of(
                points("distinct points", (row, x) -> x),
                points("every point four times", (row, x) -> Math.round(x * (1 + row % 4)) / 4.0),
                points("two far clusters", (row, x) -> (row % 2 == 0 ? 1000 : -1000) + x),
                points("a grid", (row, x) -> Math.rint(2 * x)),
                points("one outlier", (row, x) -> row == 0 ? 1e6 : x),
                points("nearly one point", (row, x) -> 1 + 1e-5 * x));
    }

    private interface Change {
        double of(int row, double x);
    }

    private DynamicTest points(String name, Change change) {
        return DynamicTest.dynamicTest(name, () -> {
            for (int n : SIZES) {
                var batch = TestBatches.gaussians(n, 2, n);
                for (float[] values :
                        new float[][] {batch.source().values(), batch.target().values()}) {
                    for (int k = 0; k < values.length; k++) {
                        values[k] = (float) change.of(k / 2, values[k]);
                    }
                }
                assertOptimal(TestBatches.costs(batch));
            }
        });
    }

    @Test
    void pairsIdenticalSetsWithThemselves() {
        var batch = TestBatches.gaussians(200, 3, 1);
        CostMatrix cost = new CostMatrix();
        cost.fill(batch.source(), batch.source());

        assertThat(assignment.solve(cost)).isEqualTo(IntStream.range(0, 200).toArray());
    }

    @Test
    void certifiesPlansThatAreAlmostFree() {
        var batch = TestBatches.gaussians(100, 3, 1);
        float[] moved = batch.source().values().clone();
        moved[5] += 1e-3f;
        CostMatrix cost = new CostMatrix();
        cost.fill(batch.source(), new Points(moved, 100, 3));

        assertThat(assignment.solve(cost)).isEqualTo(IntStream.range(0, 100).toArray());
    }

    @Test
    void agreesWithAnIndependentLinearProgram() {
        LinearProgram linearProgram = new LinearProgram();
        for (int n = 1; n <= 16; n++) {
            for (int seed = 0; seed < 4; seed++) {
                CostMatrix cost = TestBatches.costs(TestBatches.gaussians(n, 1 + seed, 100L * n + seed));
                double optimum = cost.total(linearProgram.solve(cost));

                assertThat(cost.total(assignment.solve(cost))).isCloseTo(optimum, relative(1e-12));
            }
        }
    }

    @Test
    void servesBatchesOfChangingSize() {
        for (int n : new int[] {40, 3, 70, 40}) {
            assertOptimal(TestBatches.costs(TestBatches.gaussians(n, 2, n)));
        }
    }

    @Test
    void theJudgeSeesASinglePairExchanged() {
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(50, 2, 9));
        int[] columnOf = assignment.solve(cost);
        double optimum = cost.total(columnOf);
        int kept = columnOf[3];
        columnOf[3] = columnOf[4];
        columnOf[4] = kept;

        assertThat(Potentials.slack(cost, columnOf)).isGreaterThanOrEqualTo(cost.total(columnOf) - optimum);
    }

    @Test
    void refusesCostsThatAreNotFinite() {
        assertThatThrownBy(() -> TestBatches.costs(2, 1, 2, Double.NaN, 4)).isInstanceOf(CouplingException.class);
        assertThatThrownBy(() -> TestBatches.costs(2, 1, 2, Double.POSITIVE_INFINITY, 4))
                .isInstanceOf(CouplingException.class);
    }

    private void assertOptimal(CostMatrix cost) {
        int[] columnOf = assignment.solve(cost);

        assertThat(Arrays.stream(columnOf).sorted().toArray())
                .isEqualTo(IntStream.range(0, cost.rows()).toArray());
        double total = cost.total(columnOf);
        assertThat(Potentials.slack(cost, columnOf))
                .as("what n = %d could save of %s", cost.rows(), total)
                .isLessThanOrEqualTo(1e-12 * total);
        if (cost.rows() == 7) {
            assertThat(total).isCloseTo(cheapest(cost, new int[7], 0, 0), relative(1e-12));
        }
    }

    private static double cheapest(CostMatrix cost, int[] taken, int row, double soFar) {
        if (row == cost.rows()) {
            return soFar;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < cost.columns(); j++) {
            if (taken[j] == 0) {
                taken[j] = 1;
                best = Math.min(best, cheapest(cost, taken, row + 1, soFar + cost.values()[row * cost.columns() + j]));
                taken[j] = 0;
            }
        }
        return best;
    }

    private static Percentage relative(double fraction) {
        return Percentage.withPercentage(100 * fraction);
    }
}
