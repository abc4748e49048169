package dev.rheo.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffineMarginalTest {
    private static final GaussianMixture DATA = GaussianMixture.example();
    private static final GaussianMixture NORMAL = GaussianMixture.of(Gaussian.standard(2));
    private static final double[] X = {0.4, -0.3};

    @Test
    void scoreIsTheGradientOfTheLogDensity() {
        AffineMarginal marginal = new AffineMarginal(NORMAL, DATA, 0.6, 0.3, 0.2);
        double h = 1e-5;
        for (int i = 0; i < 2; i++) {
            double[] up = X.clone();
            double[] down = X.clone();
            up[i] += h;
            down[i] -= h;
            double gradient = (marginal.logDensity(up) - marginal.logDensity(down)) / (2 * h);
            assertThat(marginal.score(X)[i]).isCloseTo(gradient, within(1e-8));
        }
    }

    @Test
    void expectedPartsAddUpToTheState() {
        AffineMarginal marginal = new AffineMarginal(NORMAL, DATA, 0.6, 0.3, 0.2);
        for (int i = 0; i < 2; i++) {
            double sum = 0.6 * marginal.data(X)[i] + 0.3 * marginal.source(X)[i] + 0.2 * marginal.noise(X)[i];
            assertThat(sum).isCloseTo(X[i], within(1e-12));
        }
    }

    @Test
    void expectedDatumObeysTweedie() {
        AffineMarginal marginal = new AffineMarginal(NORMAL, DATA, 0.6, 0.5, 0);
        for (int i = 0; i < 2; i++) {
            double tweedie = (X[i] + 0.25 * marginal.score(X)[i]) / 0.6;
            assertThat(marginal.data(X)[i]).isCloseTo(tweedie, within(1e-12));
        }
    }

    @Test
    void expectedDatumIsTheAverageOverDrawnData() {
        // Self-normalised importance sampling, n = 200 000: an estimate that shares nothing with the closed form. The
        // standard error is about 0.003; tolerance five of them.
        double a = 0.6;
        double s = 0.5;
        AffineMarginal marginal = new AffineMarginal(NORMAL, DATA, a, s, 0);
        Draws draws = new RandomStreams(11).at("data", 0);
        Points data = DATA.sample(draws, 200_000);
        double[] sum = new double[2];
        double total = 0;
        for (int row = 0; row < data.count(); row++) {
            double dx = X[0] - a * data.at(row, 0);
            double dy = X[1] - a * data.at(row, 1);
            double weight = Math.exp(-(dx * dx + dy * dy) / (2 * s * s));
            sum[0] += weight * data.at(row, 0);
            sum[1] += weight * data.at(row, 1);
            total += weight;
        }
        assertThat(marginal.data(X)[0]).isCloseTo(sum[0] / total, within(0.015));
        assertThat(marginal.data(X)[1]).isCloseTo(sum[1] / total, within(0.015));
    }

    @Test
    void betweenGaussiansVelocityIsLinearWithTheKnownMatrix() {
        // One dimension, straight path: M = (t S1 − (1 − t) S0) / V, V = (1 − t)² S0 + t² S1.
        double t = 0.3;
        GaussianMixture source = GaussianMixture.of(Gaussian.isotropic(new double[] {-1}, 0.5));
        GaussianMixture data = GaussianMixture.of(Gaussian.isotropic(new double[] {2}, 2));
        AffineMarginal marginal = new AffineMarginal(source, data, t, 1 - t, 0);
        double variance = 0.7 * 0.7 * 0.5 + 0.3 * 0.3 * 2;
        double slope = (0.3 * 2 - 0.7 * 0.5) / variance;
        double mean = 0.7 * -1 + 0.3 * 2;
        double[] velocity = marginal.velocity(1, -1, 0, new double[] {0.8});
        assertThat(velocity[0]).isCloseTo(3 + slope * (0.8 - mean), within(1e-12));
    }

    @Test
    void aFiniteDataSetIsAMixtureWithoutCovariance() {
        GaussianMixture points = new GaussianMixture(
                new double[] {0.5, 0.5},
                List.of(Gaussian.isotropic(new double[] {-1}, 0), Gaussian.isotropic(new double[] {1}, 0)));
        AffineMarginal marginal = new AffineMarginal(GaussianMixture.of(Gaussian.standard(1)), points, 0.5, 0.5, 0);
        // E[x1 | x] = tanh(a x / s²)
        assertThat(marginal.data(new double[] {0.2})[0]).isCloseTo(Math.tanh(0.4), within(1e-12));
    }
}
