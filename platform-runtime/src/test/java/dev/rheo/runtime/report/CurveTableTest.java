package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTableTest {
    private static final double[] NONE = {};

    @Test
    void lossesThatAreNotFiniteAreGaps() {
        CurveTable curve = curve(1, Double.NaN, 3, Double.POSITIVE_INFINITY);

        assertThat(curve.json()).contains("\"loss\":[1.0,null,3.0,null]", "\"gradientNorm\":[]");
        assertThat(curve.finalLoss()).isEqualTo(3);
    }

    @Test
    void manyRecordsAreAveragedByGroupsAndTheCaptionSaysSo() {
        double[] losses = new double[3000];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = i;
        }
        CurveTable curve = curve(losses);

        assertThat(curve.loss()).hasSize(1500).startsWith(0.5, 2.5);
        assertThat(curve.steps()).startsWith(1.5, 3.5);
        assertThat(curve.caption()).contains("mean of 2 of 3\u00a0000 records");
    }

    @Test
    void smoothingKeepsAStraightLineStraight() {
        double[] losses = new double[400];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 10 - i / 50.0;
        }
        double[] smooth = curve(losses).smoothLoss();

        for (int i = 5; i < 380; i++) {
            assertThat(smooth[i]).isCloseTo(losses[i], within(1e-9));
        }
    }

    @Test
    void oneSpikeDoesNotFlattenTheCurve() {
        double[] losses = new double[1000];
        java.util.Arrays.fill(losses, 1);
        losses[3] = 1e9;

        assertThat(curve(losses).lossRange().high()).isLessThan(2);
    }

    @Test
    void columnsOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> new TrainingCurve(new long[3], new double[2], NONE, NONE, NONE))
                .hasMessage("loss has 2 values for 3 steps");
    }

    private static CurveTable curve(double... losses) {
        long[] steps = new long[losses.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i + 1;
        }
        return new CurveTable(new TrainingCurve(steps, losses, NONE, NONE, NONE));
    }
}
