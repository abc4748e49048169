package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {
    @Test
    void isTheBestOfAllMatchingsOfSixPoints() {
        Random random = new Random(1);
        for (int trial = 0; trial < 50; trial++) {
            float[] cost = costs(6, random::nextDouble);
            double best = bestOfAll(cost, 6, 0, new boolean[6]);
            assertThat(total(cost, 6, Assignment.of(cost, 6))).isCloseTo(best, within(1e-12));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adversaries")
    void agreesWithTheHungarianMethod(String name, DoubleSupplier entry) {
        for (int n : new int[] {1, 2, 7, 40, 150}) {
            float[] cost = costs(n, entry);
            double optimum = hungarian(cost, n);
            assertThat(total(cost, n, Assignment.of(cost, n))).isCloseTo(optimum, within(1e-10 * Math.abs(optimum)));
        }
    }

    static Stream<Arguments> adversaries() {
        Random random = new Random(2);
        return Stream.of(
                Arguments.of("uniform", (DoubleSupplier) random::nextDouble),
                Arguments.of("zero", (DoubleSupplier) () -> 0),
                Arguments.of("constant", (DoubleSupplier) () -> 3.5),
                Arguments.of("integers 0 to 9", (DoubleSupplier) () -> random.nextInt(10)),
                Arguments.of("tiny", (DoubleSupplier) () -> 1e-30 * random.nextDouble()),
                Arguments.of("huge", (DoubleSupplier) () -> 1e30 * random.nextDouble()),
                Arguments.of("log-normal", (DoubleSupplier) () -> Math.exp(6 * random.nextGaussian())),
                Arguments.of("negative", (DoubleSupplier) () -> -random.nextDouble()),
                Arguments.of("constant but for rounding", (DoubleSupplier) () -> 1 + 1e-7 * random.nextInt(2)));
    }

    @Test
    void matchesShuffledDuplicatesWithThemselves() {
        Draws draws = new RandomStreams(3).at("points", 0);
        int n = 300;
        float[] values = new float[2 * n];
        draws.gaussians(0, n / 3, 2, values, 0);
        System.arraycopy(values, 0, values, 2 * n / 3, 2 * n / 3);
        System.arraycopy(values, 0, values, 4 * n / 3, 2 * n / 3);
        Points x = new Points(values, n, 2);
        Points y = x.select(draws.permutation(n));
        assertThat(Assignment.meanSquaredDistance(x, y)).isZero();
    }

    @Test
    void isTheSortedMatchingInOneDimension() {
        Draws draws = new RandomStreams(4).at("points", 0);
        int n = 500;
        float[] x = new float[n];
        float[] y = new float[n];
        draws.gaussians(0, n, 1, x, 0);
        draws.gaussians(n, n, 1, y, 0);
        double value = Assignment.meanSquaredDistance(new Points(x, n, 1), new Points(y, n, 1));
        Arrays.sort(x);
        Arrays.sort(y);
        double sorted = 0;
        for (int i = 0; i < n; i++) {
            sorted += Math.pow((double) x[i] - y[i], 2) / n;
        }
        assertThat(value).isCloseTo(sorted, within(1e-6 * sorted));
    }

    @Test
    void theMeanDistanceInOneDimensionIsThatOfTheSortedMatching() {
        Draws draws = new RandomStreams(6).at("points", 0);
        int n = 300;
        float[] x = new float[n];
        float[] y = new float[n];
        draws.gaussians(0, n, 1, x, 0);
        draws.gaussians(n, n, 1, y, 0);
        double value = Assignment.meanDistance(new Points(x, n, 1), new Points(y, n, 1));
        Arrays.sort(x);
        Arrays.sort(y);
        double sorted = 0;
        for (int i = 0; i < n; i++) {
            sorted += Math.abs((double) x[i] - y[i]) / n;
        }
        assertThat(value).isCloseTo(sorted, within(1e-6 * sorted));
    }

    @Test
    void matchesTwoThousandPointsInUnderThreeSecondsOfProcessorTime() {
        Draws draws = new RandomStreams(5).at("points", 0);
        int n = 2000;
        float[] x = new float[2 * n];
        float[] y = new float[2 * n];
        draws.gaussians(0, n, 2, x, 0);
        draws.gaussians(n, n, 2, y, 0);
        for (int i = 0; i < n; i++) {
            double angle = draws.integer(2L * n + i, 0, 8) * Math.PI / 4;
            y[2 * i] = (float) (0.1 * y[2 * i] + Math.cos(angle));
            y[2 * i + 1] = (float) (0.1 * y[2 * i + 1] + Math.sin(angle));
        }
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Assignment.of(new Points(x, n, 2), new Points(y, n, 2));
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(spent / 1e9).isLessThan(3);
    }

    private static float[] costs(int n, DoubleSupplier entry) {
        float[] cost = new float[n * n];
        for (int i = 0; i < cost.length; i++) {
            cost[i] = (float) entry.getAsDouble();
        }
        return cost;
    }

    private static double total(float[] cost, int n, int[] match) {
        assertThat(Arrays.stream(match).distinct().count()).isEqualTo(n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += cost[i * n + match[i]];
        }
        return sum;
    }

    private static double bestOfAll(float[] cost, int n, int row, boolean[] used) {
        if (row == n) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if (!used[j]) {
                used[j] = true;
                best = Math.min(best, cost[row * n + j] + bestOfAll(cost, n, row + 1, used));
                used[j] = false;
            }
        }
        return best;
    }

    /** The textbook O(n³) method with row and column potentials, as an independent oracle. */
    private static double hungarian(float[] cost, int n) {
        double[] u = new double[n + 1];
        double[] v = new double[n + 1];
        int[] rowOf = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            int[] way = new int[n + 1];
            double[] slack = new double[n + 1];
            boolean[] done = new boolean[n + 1];
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            rowOf[0] = i;
            int column = 0;
            while (rowOf[column] != 0) {
                done[column] = true;
                int row = rowOf[column];
                int next = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 1; j <= n; j++) {
                    if (!done[j]) {
                        double reduced = cost[(row - 1) * n + j - 1] - u[row] - v[j];
                        if (reduced < slack[j]) {
                            slack[j] = reduced;
                            way[j] = column;
                        }
                        if (slack[j] < least) {
                            least = slack[j];
                            next = j;
                        }
                    }
                }
                for (int j = 0; j <= n; j++) {
                    if (done[j]) {
                        u[rowOf[j]] += least;
                        v[j] -= least;
                    } else {
                        slack[j] -= least;
                    }
                }
                column = next;
            }
            while (column != 0) {
                int before = way[column];
                rowOf[column] = rowOf[before];
                column = before;
            }
        }
        double sum = 0;
        for (int j = 1; j <= n; j++) {
            sum += cost[(rowOf[j] - 1) * n + j - 1];
        }
        return sum;
    }
}
