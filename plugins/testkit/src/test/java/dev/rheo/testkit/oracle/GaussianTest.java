package dev.rheo.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import org.junit.jupiter.api.Test;

class GaussianTest {
    private static final Gaussian FROM = new Gaussian(new double[] {1, -1}, new double[][] {{2.0, 0.6}, {0.6, 0.5}});
    private static final Gaussian TO = new Gaussian(new double[] {0, 2}, new double[][] {{0.3, -0.2}, {-0.2, 1.5}});

    private static final double LOG_DENSITY = -4.739733515095136;
    private static final double SQUARED_WASSERSTEIN = 11.378014457264202;

    @Test
    void logDensityIsThatOfScipy() {
        // scipy.stats.multivariate_normal([1, -1], [[2, .6], [.6, .5]]).logpdf([.5, .25])
        assertThat(FROM.logDensity(new double[] {0.5, 0.25})).isCloseTo(LOG_DENSITY, within(1e-12));
    }

    @Test
    void transportIsTheOneDimensionalFormulaOnEachAxis() {
        Gaussian from = new Gaussian(new double[] {1, 0}, new double[][] {{4, 0}, {0, 1}});
        Gaussian to = new Gaussian(new double[] {0, 5}, new double[][] {{1, 0}, {0, 9}});
        assertThat(from.transport(to, new double[] {3, 2})).containsExactly(new double[] {1, 11}, within(1e-12));
        assertThat(from.squaredWasserstein(to)).isCloseTo(1 + 25 + 1 + 4, within(1e-12));
    }

    @Test
    void transportMapsOneCovarianceToTheOtherBySymmetricGradient() {
        double[][] map = new double[2][2];
        for (int i = 0; i < 2; i++) {
            double[] unit = {FROM.mean()[0], FROM.mean()[1]};
            unit[i] += 1;
            double[] moved = FROM.transport(TO, unit);
            map[0][i] = moved[0] - TO.mean()[0];
            map[1][i] = moved[1] - TO.mean()[1];
        }
        assertThat(map[0][1]).isCloseTo(map[1][0], within(1e-12));
        double[][] image = Matrices.product(Matrices.product(map, FROM.covariance()), map);
        for (int i = 0; i < 2; i++) {
            assertThat(image[i]).containsExactly(TO.covariance()[i], within(1e-12));
        }
    }

    @Test
    void squaredWassersteinIsThatOfScipy() {
        // |m − m'|² + trace(A + B − 2 sqrtm(sqrtm(A) B sqrtm(A))) with scipy.linalg.sqrtm
        assertThat(FROM.squaredWasserstein(TO)).isCloseTo(SQUARED_WASSERSTEIN, within(1e-11));
        assertThat(TO.squaredWasserstein(FROM)).isCloseTo(SQUARED_WASSERSTEIN, within(1e-11));
    }

    @Test
    void samplesOfAMixtureHaveItsMoments() {
        // n = 50 000, five standard errors of four moments: false alarms 2e-6, none with fixed draws.
        int n = 50_000;
        GaussianMixture mixture = GaussianMixture.example();
        Points sample = mixture.sample(new RandomStreams(5).at("mixture", 0), n);
        for (int i = 0; i < 2; i++) {
            double mean = 0;
            double square = 0;
            for (int k = 0; k < mixture.weights().length; k++) {
                Gaussian component = mixture.components().get(k);
                double m = component.mean()[i];
                mean += mixture.weights()[k] * m;
                square += mixture.weights()[k] * (m * m + component.covariance()[i][i]);
            }
            double sum = 0;
            double sumOfSquares = 0;
            for (int row = 0; row < n; row++) {
                sum += sample.at(row, i);
                sumOfSquares += (double) sample.at(row, i) * sample.at(row, i);
            }
            assertThat(sum / n).isCloseTo(mean, within(5 * Math.sqrt(square / n)));
            assertThat(sumOfSquares / n).isCloseTo(square, within(5 * 2 * square / Math.sqrt(n)));
        }
    }
}
