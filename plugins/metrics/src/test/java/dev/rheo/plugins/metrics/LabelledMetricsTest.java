package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Two rings, the outer one labelled 1: no linear classifier tells them apart. */
class LabelledMetricsTest {
    private final Metric accuracy = new ClassifierAccuracy(new ClassifierAccuracy.Config(32, 300));
    private final Metric nearest = new NearestNeighbour(new NearestNeighbour.Config(2000));
    private final Rows training = rings(0, 600);
    private final Rows heldOut = rings(1, 200);

    @Test
    void recognisesSamplesOfTheClassAskedFor() {
        Measurement measured = measure(accuracy, rings(2, 200));
        assertThat(measured.value()).isGreaterThan(0.97);
        assertThat(measured.floor()).isGreaterThan(0.97);
        assertThat(measured.better()).isEqualTo(Measurement.Better.HIGHER);
    }

    @Test
    void doesNotRecogniseSamplesOfTheOtherClass() {
        Rows right = rings(2, 200);
        int[] swapped = Arrays.stream(right.labels()).map(label -> 1 - label).toArray();
        assertThat(measure(accuracy, new Rows(right.points(), right.shape(), swapped, 2))
                        .value())
                .isLessThan(0.03);
    }

    @Test
    void trainsToTheSameBitsEveryTime() {
        assertThat(measure(accuracy, rings(2, 200))).isEqualTo(measure(accuracy, rings(2, 200)));
    }

    @Test
    void requiresLabelledDataBeforeTraining() {
        assertThat(new ClassifierAccuracy.Config(32, 300).traits().required())
                .containsExactly(new Traits.Demand(
                        TraitNames.DATA_LABELS, "the classifier learns to tell the data's classes apart"));
        assertThat(new NearestNeighbour.Config(2000).traits().required()).isEmpty();
    }

    @Test
    void saysWhichLabelsAreMissing() {
        Rows unlabelled = FakeEvaluation.rows(training.points());
        assertThatThrownBy(() -> accuracy.measure(FakeEvaluation.of(rings(2, 10), unlabelled, unlabelled)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("needs labelled data");
        assertThatThrownBy(() -> measure(accuracy, FakeEvaluation.rows(heldOut.points())))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("not conditioned on labels");
    }

    @Test
    void withoutHeldOutRowsThereIsNoCeiling() {
        Evaluation evaluation = FakeEvaluation.of(rings(2, 50), training.select(new int[0]), training);
        assertThat(accuracy.measure(evaluation).get(0).floor()).isNaN();
    }

    @Test
    void freshSamplesAreAsFarFromTheTrainingDataAsHeldOutRows() {
        Measurement measured = measure(nearest, rings(2, 200));
        assertThat(measured.value()).isBetween(0.7, 1.4);
        assertThat(measured.floor()).isEqualTo(1);
    }

    @Test
    void copiesOfTrainingDataAreFoundOut() {
        Rows copies = training.select(new int[] {1, 2, 3, 4, 5, 6});
        Measurement measured = measure(nearest, copies);
        assertThat(measured.value()).isZero();
        assertThat(measured.details()).containsEntry("nearer-than-any-held-out", 1.0);
    }

    @Test
    void samplesOffTheDataAreFartherThanHeldOutRows() {
        float[] far = new float[2 * 50];
        Arrays.fill(far, 20);
        assertThat(measure(nearest, FakeEvaluation.rows(new Points(far, 50, 2))).value())
                .isGreaterThan(50);
    }

    @Test
    void memorisationNeedsHeldOutRows() {
        Evaluation evaluation = FakeEvaluation.of(rings(2, 50), training.select(new int[0]), training);
        assertThatThrownBy(() -> nearest.measure(evaluation))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("heldOut");
        assertThatThrownBy(() -> nearest.measure(FakeEvaluation.of(rings(2, 50), training, training)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("copies of training rows");
    }

    private Measurement measure(Metric metric, Rows samples) {
        return metric.measure(FakeEvaluation.of(samples, heldOut, training)).get(0);
    }

    private static Rows rings(long step, int count) {
        Draws draws = new RandomStreams(9).at("rings", step);
        float[] values = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = draws.integer(i, 0, 2);
            double radius = 1 + labels[i] + 0.1 * draws.gaussian(i, 2);
            double angle = 2 * Math.PI * draws.uniform(i, 4);
            values[2 * i] = (float) (radius * Math.cos(angle));
            values[2 * i + 1] = (float) (radius * Math.sin(angle));
        }
        return new Rows(new Points(values, count, 2), SampleShape.of(2), labels, 2);
    }
}
