package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxesTest {
    @Test
    void aUnitIsEquallyLongAlongBothAxes() {
        Window window = Window.around(List.of(new PointCloud(2, new float[] {0, 0, 10, 2})));
        Axes axes = new Axes(window, new Panels(900, 3, 3, window.aspect(), 40, 8).box(1));

        assertThat(axes.px(1) - axes.px(0)).isCloseTo(axes.py(0) - axes.py(1), within(1e-9));
    }

    @Test
    void panelsLieInsideThePictureAndApart() {
        Panels panels = new Panels(960, 6, 3, 0.8, 24, 74);
        for (int panel = 0; panel < 6; panel++) {
            assertThat(panels.box(panel).getMaxX()).isLessThanOrEqualTo(960 - 74 + 1e-9);
            assertThat(panels.box(panel).getMaxY()).isLessThan(panels.height());
            for (int other = 0; other < panel; other++) {
                assertThat(panels.box(panel).intersects(panels.box(other))).isFalse();
            }
        }
    }

    @Test
    void aFewDivergedSamplesDoNotShrinkTheRest() {
        Random random = new Random(4);
        float[] values = new float[4000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[77] = 1e6f;
        PointCloud cloud = new PointCloud(2, values);
        Window window = Window.around(List.of(cloud));

        assertThat(window.y().width()).isLessThan(10);
        assertThat(window.outside(cloud)).isBetween(1, 20);
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(Numbers.ticks(new Range(-2.4, 2.4), 5)).containsExactly(-2.0, -1.0, 0.0, 1.0, 2.0);
        assertThat(Numbers.tick(-0.5, new Range(-1, 1), 4)).isEqualTo("\u22120.5");
        assertThat(Numbers.tick(2000, new Range(0, 6000), 6)).isEqualTo("2000");
    }

    @Test
    void numbersHaveFourDigits() {
        assertThat(List.of(
                        0.0, 0.123456, 12.0, 1234567.0, 98765.4, 1e-4, -3.14159, Double.NaN, Double.NEGATIVE_INFINITY))
                .extracting(Numbers::shown)
                .containsExactly("0", "0.1235", "12", "1.235e+06", "98765", "1.000e-04", "-3.142", "NaN", "-inf");
    }

    @Test
    void principalAxesFindTheDirectionsOfLargestVariance() {
        Random random = new Random(6);
        float[] values = new float[3000];
        for (int i = 0; i < 1000; i++) {
            double along = 3 * random.nextGaussian();
            double across = random.nextGaussian();
            values[3 * i] = (float) (0.6 * along - 0.8 * across);
            values[3 * i + 1] = (float) (0.8 * along + 0.6 * across);
        }
        PrincipalAxes axes = PrincipalAxes.of(new PointCloud(3, values));
        PointCloud ends = axes.project(new PointCloud(3, new float[] {0.6f, 0.8f, 0, 0, 0, 0}));

        assertThat(ends.at(0, 0) - ends.at(1, 0)).isCloseTo(1, within(0.01f));
        assertThat(ends.at(0, 1) - ends.at(1, 1)).isCloseTo(0, within(0.05f));
        assertThat(axes.share(0) + axes.share(1)).isCloseTo(1, within(1e-6));
        assertThat(axes.share(0)).isCloseTo(0.9, within(0.02));
    }
}
