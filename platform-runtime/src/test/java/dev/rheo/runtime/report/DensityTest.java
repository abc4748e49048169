package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DensityTest {
    private static final Window WINDOW = new Window(new Range(-4, 4), new Range(-3, 3));

    @Test
    void integratesToOneEvenWherePointsLieAtTheEdgeOrOutside() {
        for (PointCloud cloud : List.of(
                gaussian(500, 0, 1), gaussian(500, 3.5, 1), new PointCloud(2, new float[] {4, 3, 0, 0, 9, 9}))) {
            assertThat(Density.of(cloud, WINDOW, 100).integral()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void isZeroWithoutPoints() {
        assertThat(Density.of(PointCloud.empty(2), WINDOW, 10).peak()).isZero();
    }

    /** n = 20 000; at the peak the estimate's standard error and bias are below 5 % together. */
    @Test
    void ofAStandardGaussianPeaksAtOneOverTwoPi() {
        assertThat(Density.of(gaussian(20_000, 0, 1), WINDOW, 100).peak())
                .isCloseTo(1 / (2 * Math.PI), within(0.15 / (2 * Math.PI)));
    }

    /** Scott's rule alone would give a bandwidth of 0.5 here and fill the gap. */
    @Test
    void keepsNarrowModesApart() {
        float[] both = new float[4000];
        System.arraycopy(gaussian(1000, -2, 0.1).values(), 0, both, 0, 2000);
        System.arraycopy(gaussian(1000, 2, 0.1).values(), 0, both, 2000, 2000);
        Density density = Density.of(new PointCloud(2, both), WINDOW, 100);

        assertThat(density.at(50, 37)).isLessThan(1e-6 * density.peak());
        assertThat(density.peak()).isGreaterThan(0.5 * 0.5 / (2 * Math.PI * 0.01));
    }

    @Test
    void rowZeroIsAtTheBottom() {
        Density density = Density.of(new PointCloud(2, new float[] {-3.9f, -2.9f}), WINDOW, 80);

        assertThat(density.at(0, 0)).isPositive();
        assertThat(density.at(0, density.rows() - 1)).isZero();
    }

    @Test
    void aHistogramIntegratesToOneOverItsRange() {
        Histogram histogram = Histogram.of(new float[] {0, 0.1f, 0.5f, 2, 7}, new Range(0, 2), 7);
        double sum = 0;
        for (double value : histogram.density()) {
            sum += value * histogram.range().width() / histogram.bins();
        }

        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(histogram.density()[0]).isEqualTo(2 / (4 * 2 / 7.0));
    }

    private static PointCloud gaussian(int n, double x, double sigma) {
        Random random = new Random(1);
        float[] values = new float[2 * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sigma * random.nextGaussian() + (i % 2 == 0 ? x : 0));
        }
        return new PointCloud(2, values);
    }
}
