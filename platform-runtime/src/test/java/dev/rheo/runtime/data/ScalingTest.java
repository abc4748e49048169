package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalingTest {
    /** Three features of very different sizes, one of them constant. */
    private static final Rows ROWS = rows(3, 1, 1000, 7, 2, 2000, 7, 3, 4000, 7, 6, 9000, 7);

    @ParameterizedTest
    @EnumSource(Standardise.class)
    void goesThereAndBack(Standardise how) {
        Scaling scaling = Scaling.of(ROWS, how);
        Points back = scaling.toOriginal(scaling.toTraining(ROWS.points()));
        for (int i = 0; i < back.values().length; i++) {
            assertThat(back.values()[i])
                    .isCloseTo(ROWS.points().values()[i], within(2e-7f * 9000 * (how == Standardise.NONE ? 0 : 1)));
        }
    }

    @Test
    void perFeatureGivesMeanZeroAndDeviationOneAndOnlyShiftsAConstant() {
        Points scaled = Scaling.of(ROWS, Standardise.PER_FEATURE).toTraining(ROWS.points());
        for (int k = 0; k < 2; k++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                sum += scaled.at(i, k);
                squares += scaled.at(i, k) * scaled.at(i, k);
            }
            assertThat(sum / 4).isCloseTo(0, within(1e-6));
            assertThat(squares / 4).isCloseTo(1, within(1e-6));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(scaled.at(i, 2)).isZero();
        }
    }

    @Test
    void globalKeepsTheFeaturesProportions() {
        Scaling scaling = Scaling.of(ROWS, Standardise.GLOBAL);
        assertThat(scaling.scale()).containsOnly(scaling.scale()[0]);
        assertThat(scaling.shift()).containsOnly(scaling.shift()[0]);
        double squares = 0;
        for (float value : scaling.toTraining(ROWS.points()).values()) {
            squares += value * value;
        }
        assertThat(squares / 12).isCloseTo(1, within(1e-6));
    }

    @Test
    void rangeTakesTheSmallestToMinusOneAndTheLargestToOne() {
        Points scaled = Scaling.of(ROWS, Standardise.RANGE).toTraining(ROWS.points());
        assertThat(scaled.at(0, 0)).isEqualTo(-1);
        assertThat(scaled.at(3, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardise.class,
            names = {"PER_FEATURE", "GLOBAL", "RANGE"})
    void dataOfOneValueIsOnlyShifted(Standardise how) {
        Scaling scaling = Scaling.of(rows(2, 5, 5, 5, 5), how);
        assertThat(scaling.scale()).containsOnly(1);
        assertThat(scaling.toTraining(rows(2, 5, 6).points()).values()).containsExactly(0, 1);
    }

    private static Rows rows(int features, float... values) {
        return Rows.unlabelled(new Points(values, values.length / features, features), SampleShape.of(features));
    }
}
