package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.metric.FakeEvaluation;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Metric wasserstein = new Wasserstein(new Wasserstein.Config(50));

    @Test
    void comparesNoMoreThanAsked() {
        assertThat(measure(rows(100), rows(80), rows(80)).details()).containsEntry("samples", 50.0);
    }

    @Test
    void leavesEnoughRealDataForTheFloor() {
        Measurement measured = measure(rows(100), rows(10), rows(31));
        assertThat(measured.details()).containsEntry("samples", 20.0);
        assertThat(measured.floor()).isPositive();
    }

    @Test
    void saysThatSamplesDiverged() {
        Points broken = new Points(new float[] {1, 2, Float.NaN, 4}, 2, 2);
        assertThatThrownBy(() -> measure(FakeEvaluation.rows(broken), rows(10), rows(10)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("the value NaN: the model or the solver diverged");
        Points huge = new Points(new float[] {1, 2, 1e20f, 4}, 2, 2);
        assertThatThrownBy(() -> measure(FakeEvaluation.rows(huge), rows(10), rows(10)))
                .isInstanceOf(MetricException.class);
    }

    @Test
    void saysThatThereIsTooLittle() {
        assertThatThrownBy(() -> measure(rows(1), rows(10), rows(10)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("needs at least two samples");
    }

    private Measurement measure(Rows samples, Rows heldOut, Rows training) {
        return wasserstein
                .measure(FakeEvaluation.of(samples, heldOut, training))
                .get(0);
    }

    private static Rows rows(int count) {
        float[] values = new float[2 * count];
        new RandomStreams(count).at("rows", 0).gaussians(0, count, 2, values, 0);
        return FakeEvaluation.rows(new Points(values, count, 2));
    }
}
