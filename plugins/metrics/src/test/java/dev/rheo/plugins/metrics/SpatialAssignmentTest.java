package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.metrics.SpatialAssignment.Solution;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpatialAssignmentTest {
    @ParameterizedTest
    @CsvSource({"1,1", "1,300", "2,2", "2,7", "2,33", "2,400", "3,1", "3,150", "3,400"})
    void agreesWithTheMatrix(int dimension, int n) {
        Points x = gaussians("x", n, dimension, 1);
        Points y = ring(n, dimension, 5, 0.5);
        Solution solution = SpatialAssignment.of(x, y);
        assertThat(Arrays.stream(solution.match()).distinct().count()).isEqualTo(n);
        double matrix = total(x, y, Assignment.of(costs(x, y), n));
        assertThat(solution.total()).isCloseTo(total(x, y, solution.match()), within(1e-12 * solution.total()));
        assertThat(solution.total()).isCloseTo(matrix, within(1e-6 * matrix)).isLessThanOrEqualTo(matrix * (1 + 1e-12));
        assertThat(solution.proved()).isTrue();
    }

    @Test
    void provesTheOptimumOfTenThousandPoints() {
        int n = 10_000;
        Solution solution = SpatialAssignment.of(gaussians("x", n, 2, 1), ring(n, 2, 5, 1));
        assertThat(solution.proved()).isTrue();
        assertThat(solution.gap()).isCloseTo(0, within(1e-11 * solution.total()));
        assertThat(Arrays.stream(solution.match()).distinct().count()).isEqualTo(n);
        assertThat(solution.total() / n).isBetween(14.5, 15.3); // W2² of the laws is 14.9
    }

    @ParameterizedTest
    @CsvSource({"1e-15", "1", "1e15"})
    void doesNotDependOnTheUnit(double unit) {
        int n = 200;
        double plain = SpatialAssignment.of(gaussians("x", n, 2, 1), ring(n, 2, 2, 0.1))
                .total();
        Solution scaled = SpatialAssignment.of(gaussians("x", n, 2, unit), ring(n, 2, 2 * unit, 0.1 * unit));
        assertThat(scaled.total() / unit / unit).isCloseTo(plain, within(1e-5 * plain));
        assertThat(scaled.proved()).isTrue();
    }

    @Test
    void pointsThatAreAllTheSameAreNoTrouble() {
        Points same = new Points(new float[600], 300, 2);
        assertThat(SpatialAssignment.of(same, same).total()).isZero();
        assertThat(SpatialAssignment.of(gaussians("x", 300, 2, 1), same).proved())
                .isTrue();
        assertThat(SpatialAssignment.of(same, gaussians("x", 300, 2, 1)).proved())
                .isTrue();
    }

    @Test
    void pointsOnAGridHaveManyOptimaAndOneIsFound() {
        int side = 20;
        float[] values = new float[2 * side * side];
        for (int i = 0; i < side * side; i++) {
            values[2 * i] = i % side;
            values[2 * i + 1] = i / side;
        }
        Points grid = new Points(values, side * side, 2);
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i += 2) {
            moved[i] += 3;
        }
        Solution solution = SpatialAssignment.of(grid, new Points(moved, side * side, 2));
        assertThat(solution.total()).isCloseTo(9.0 * side * side, within(1e-9));
        assertThat(solution.proved()).isTrue();
    }

    private static Points gaussians(String name, int n, int dimension, double scale) {
        float[] values = new float[n * dimension];
        new RandomStreams(7).at(name, 0).gaussians(0, n, dimension, values, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) scale;
        }
        return new Points(values, n, dimension);
    }

    /** Eight clusters around a circle, in the first coordinates. */
    private static Points ring(int n, int dimension, double radius, double deviation) {
        Draws draws = new RandomStreams(8).at("ring", 0);
        float[] values = new float[n * dimension];
        draws.gaussians(0, n, dimension, values, 0);
        for (int i = 0; i < n; i++) {
            double angle = draws.integer(i, dimension, 8) * Math.PI / 4;
            for (int k = 0; k < dimension; k++) {
                double centre = k == 0 ? Math.cos(angle) : k == 1 ? Math.sin(angle) : 0;
                values[i * dimension + k] = (float) (radius * centre + deviation * values[i * dimension + k]);
            }
        }
        return new Points(values, n, dimension);
    }

    private static float[] costs(Points x, Points y) {
        int n = x.count();
        double[] costs = new double[n * n];
        x.squaredDistances(y, costs);
        float[] rounded = new float[n * n];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) costs[i];
        }
        return rounded;
    }

    private static double total(Points x, Points y, int[] match) {
        double sum = 0;
        for (int i = 0; i < match.length; i++) {
            for (int k = 0; k < x.dimension(); k++) {
                double difference = (double) x.at(i, k) - y.at(match[i], k);
                sum += difference * difference;
            }
        }
        return sum;
    }
}
