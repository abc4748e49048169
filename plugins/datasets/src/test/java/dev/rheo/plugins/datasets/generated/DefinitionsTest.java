package dev.rheo.plugins.datasets.generated;

import static dev.rheo.plugins.datasets.generated.GeneratedSetsConformanceTest.AS_IT_IS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.Problems;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The laws that the sets are drawn from. Moments are of n = 40 000 rows, compared within 5 standard errors (false-alarm
 * rate below 1e-6 each).
 */
class DefinitionsTest {
    private static final int N = 40_000;

    @Test
    void moonsLieOnTheTwoHalfCirclesTheirLabelsName() {
        Rows rows = load(new Moons(new Moons.Config(new Plane(N, 1, 0), 0, true, false, AS_IT_IS)));
        for (int i = 0; i < N; i++) {
            double x = rows.points().at(i, 0);
            double y = rows.points().at(i, 1);
            boolean upper = rows.labels()[i] == 0;
            assertThat(upper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).isCloseTo(1, within(1e-6));
            assertThat(upper ? y : 0.5 - y).isGreaterThanOrEqualTo(-1e-6);
        }
        assertThat(mean(rows.points(), 0)).isCloseTo(0.5, within(5 * 0.87 / Math.sqrt(N)));
        assertThat(mean(rows.points(), 1)).isCloseTo(0.25, within(5 * 0.5 / Math.sqrt(N)));
    }

    @Test
    void moonsOfTheSchroedingerBridgePaperAreStandardisedTimesSeven() {
        Rows rows = load(new Moons(new Moons.Config(new Plane(N, 9.682, -3.631), 0.1, false, false, AS_IT_IS)));
        double mean = (mean(rows.points(), 0) + mean(rows.points(), 1)) / 2;
        double square = (meanSquare(rows.points(), 0) + meanSquare(rows.points(), 1)) / 2;
        assertThat(mean).isCloseTo(0, within(0.1));
        assertThat(Math.sqrt(square)).isCloseTo(7, within(0.1));
    }

    @Test
    void eightGaussiansOfThePaperHaveRadiusFiveAndDeviationOne() {
        Rows rows = load(new EightGaussians(new EightGaussians.Config(new Plane(N, 5, 0), 0.2, true, false, AS_IT_IS)));
        double square = 0;
        for (int i = 0; i < N; i++) {
            double angle = rows.labels()[i] * Math.PI / 4;
            double x = rows.points().at(i, 0) - 5 * Math.cos(angle);
            double y = rows.points().at(i, 1) - 5 * Math.sin(angle);
            square += (x * x + y * y) / (2.0 * N);
        }
        assertThat(square).isCloseTo(1, within(5 / Math.sqrt(N)));
        for (int mode = 0; mode < 8; mode++) {
            assertThat(count(rows, mode)).isCloseTo(N / 8.0, within(5 * Math.sqrt(N * 7 / 64.0)));
        }
    }

    @Test
    void balancedSetsHaveExactlyAsManyRowsOfEachPart() {
        Rows moons = load(new Moons(new Moons.Config(new Plane(1001, 1, 0), 0.1, true, true, AS_IT_IS)));
        assertThat(count(moons, 0)).isEqualTo(501);
        assertThat(count(moons, 1)).isEqualTo(500);
        Rows drawn = load(new Moons(new Moons.Config(new Plane(1001, 1, 0), 0.1, true, false, AS_IT_IS)));
        assertThat(count(drawn, 0)).isNotIn(500L, 501L);
        Rows gaussians =
                load(new EightGaussians(new EightGaussians.Config(new Plane(1600, 1, 0), 0.1, true, true, AS_IT_IS)));
        for (int mode = 0; mode < 8; mode++) {
            assertThat(count(gaussians, mode)).isEqualTo(200);
        }
    }

    @Test
    void checkerboardFillsEverySecondSquare() {
        Rows rows = load(new Checkerboard(new Checkerboard.Config(new Plane(N, 4, 0), 0, true, AS_IT_IS)));
        for (int i = 0; i < N; i++) {
            int column = (int) Math.floor(rows.points().at(i, 0) / 2 + 2);
            int line = (int) Math.floor(rows.points().at(i, 1) / 2 + 2);
            assertThat((column + line) % 2).isZero();
            assertThat(column).isBetween(0, 3).isEqualTo(rows.labels()[i] / 2);
        }
        assertThat(meanSquare(rows.points(), 0)).isCloseTo(16 / 3.0, within(5 * 4.8 / Math.sqrt(N)));
    }

    @Test
    void sCurveIsTheProfileOfScikitLearns() {
        Rows rows = load(new SCurve(new SCurve.Config(new Plane(N, 1, 0), 0, true, AS_IT_IS)));
        for (int i = 0; i < N; i++) {
            double side = rows.labels()[i] == 0 ? 1 : -1;
            double x = rows.points().at(i, 0);
            double y = rows.points().at(i, 1);
            assertThat(Math.hypot(x, y - side))
                    .as("distance to the centre of its arc")
                    .isCloseTo(1, within(1e-5));
        }
        // E z² = E (1 − cos φ)² with φ uniform on [0, 3π/2]: 3/2 − 2 sin(3π/2)/(3π/2)
        assertThat(meanSquare(rows.points(), 1)).isCloseTo(1.5 + 4 / (3 * Math.PI), within(5 * 1.5 / Math.sqrt(N)));
    }

    @Test
    void swissRollIsASpiralThatEndsOnTheUnitCircle() {
        Rows rows = load(new SwissRoll(new SwissRoll.Config(new Plane(N, 4.5 * Math.PI, 0), 0, AS_IT_IS)));
        for (int i = 0; i < N; i++) {
            double x = rows.points().at(i, 0);
            double y = rows.points().at(i, 1);
            double theta = Math.hypot(x, y);
            assertThat(theta).isBetween(1.5 * Math.PI - 1e-5, 4.5 * Math.PI + 1e-5);
            assertThat(x).isCloseTo(theta * Math.cos(theta), within(1e-3));
            assertThat(y).isCloseTo(theta * Math.sin(theta), within(1e-3));
        }
    }

    @Test
    void spiralArmsAreOppositeAndUniformInArea() {
        Rows rows = load(new TwoSpirals(new TwoSpirals.Config(new Plane(N, 1, 0), 0, true, AS_IT_IS)));
        double square = 0;
        for (int i = 0; i < N; i++) {
            double sign = rows.labels()[i] == 0 ? 1 : -1;
            double x = sign * rows.points().at(i, 0);
            double y = sign * rows.points().at(i, 1);
            double rho = Math.hypot(x, y);
            assertThat(x).isCloseTo(-rho * Math.cos(3 * Math.PI * rho), within(1e-4));
            square += rho * rho / N;
        }
        assertThat(square).isCloseTo(0.5, within(5 * 0.289 / Math.sqrt(N)));
    }

    @Test
    void pinwheelWithoutTwistIsGaussianAlongItsArms() {
        Rows rows = load(new Pinwheel(new Pinwheel.Config(new Plane(N, 1, 0), 5, 0.3, 0.1, 0, 0, true, AS_IT_IS)));
        double along = 0;
        double across = 0;
        for (int i = 0; i < N; i++) {
            double angle = 2 * Math.PI * rows.labels()[i] / 5;
            double x = rows.points().at(i, 0);
            double y = rows.points().at(i, 1);
            along += Math.pow(x * Math.cos(angle) - y * Math.sin(angle) - 1, 2) / N;
            across += Math.pow(x * Math.sin(angle) + y * Math.cos(angle), 2) / N;
        }
        assertThat(along).isCloseTo(0.09, within(5 * 0.09 * Math.sqrt(2.0 / N)));
        assertThat(across).isCloseTo(0.01, within(5 * 0.01 * Math.sqrt(2.0 / N)));
    }

    @Test
    void mixtureHasTheGivenWeightsMeansAndCovariances() {
        GaussianMixture.Config config = GeneratedSetsConformanceTest.mixture(N);
        Rows rows = load(new GaussianMixture(config));
        assertThat(count(rows, 0)).isCloseTo(0.2 * N, within(5 * Math.sqrt(N * 0.16)));
        Mode second = config.modes().get(1);
        int n = (int) count(rows, 1);
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < N; i++) {
                    if (rows.labels()[i] == 1) {
                        double left = rows.points().at(i, a) - second.mean().get(a);
                        product +=
                                left * (rows.points().at(i, b) - second.mean().get(b)) / n;
                    }
                }
                assertThat(product).isCloseTo(second.covariance().get(3 * a + b), within(5 * 2.9 / Math.sqrt(n)));
            }
        }
    }

    @Test
    void mixtureRefusesMeansOfUnequalLengthAndMatricesThatAreNoCovariances() {
        Mode good = new Mode(List.of(0.0, 0.0), 1, List.of(), 1);
        assertThat(problems(good, new Mode(List.of(0.0), 1, List.of(), 1)))
                .containsExactly("modes[1].mean: has 1 numbers, the first mode's mean has 2");
        assertThat(problems(good, new Mode(List.of(0.0, 0.0), 1, List.of(1.0, 2.0), 1)))
                .containsExactly("modes[1].covariance: has 2 numbers, a 2x2 matrix has 4");
        assertThat(problems(good, new Mode(List.of(0.0, 0.0), 1, List.of(1.0, 0.5, 0.4, 1.0), 1)))
                .containsExactly("modes[1].covariance: is not symmetric at row 1, column 0 (from 0)");
        assertThat(problems(good, new Mode(List.of(0.0, 0.0), 1, List.of(1.0, 2.0, 2.0, 1.0), 1)))
                .containsExactly("modes[1].covariance: is not positive definite");
        assertThat(problems(new Mode(List.of(0.0), 1, List.of(), 0))).containsExactly("modes: all weights are 0");
        assertThat(problems(good)).isEmpty();
    }

    private static List<String> problems(Mode... modes) {
        List<String> found = new ArrayList<>();
        new GaussianMixture.Config(List.of(modes), 10, false, AS_IT_IS).check(new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                found.add(option + ": " + problem);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                error(option, problem, remedy);
            }
        });
        return found;
    }

    private static Rows load(DataSource data) {
        return data.load(new RandomStreams(1));
    }

    private static double count(Rows rows, int label) {
        return Arrays.stream(rows.labels()).filter(l -> l == label).count();
    }

    private static double mean(Points points, int column) {
        double sum = 0;
        for (int i = 0; i < points.count(); i++) {
            sum += points.at(i, column);
        }
        return sum / points.count();
    }

    private static double meanSquare(Points points, int column) {
        double sum = 0;
        for (int i = 0; i < points.count(); i++) {
            sum += (double) points.at(i, column) * points.at(i, column);
        }
        return sum / points.count();
    }
}
