package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.runtime.manifest.KeepBest;
import dev.rheo.runtime.manifest.StopEarly;
import dev.rheo.runtime.store.Checkpoint.Judgement;
import dev.rheo.runtime.toy.ToyExperiment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void keepsTheLowestWhereLowerIsBetter() {
        Watch watch = keeping(2, Better.LOWER, 0.5, 0.3, 0.4, 0.6);
        assertThat(watch.best()).containsExactly(2L, 3L);
    }

    @Test
    void keepsTheHighestWhereHigherIsBetter() {
        Watch watch = keeping(2, Better.HIGHER, 0.5, 0.3, 0.4, 0.6);
        assertThat(watch.best()).containsExactly(4L, 1L);
    }

    @Test
    void ofEqualOnesTheEarlierIsBetter() {
        assertThat(keeping(1, Better.LOWER, 0.5, 0.3, 0.3).best()).containsExactly(2L);
    }

    @Test
    void whatIsNotANumberIsNeverBest() {
        assertThat(keeping(5, Better.HIGHER, Double.NaN, 0.3).best()).containsExactly(2L);
    }

    @Test
    void stopsAfterAsManyEvaluationsWithoutImprovement() {
        Watch watch = stopping(2, 0, 0.5, 0.4, 0.45, 0.4);
        assertThat(watch.stopsAt(4)).as("one evaluation without improvement").isFalse();
        assertThat(watch.stopsAt(5)).as("two").isTrue();
        assertThat(watch.why())
                .isEqualTo(
                        "score has not improved in 2 evaluations (0.4000 at step 2, 0.4500 at step 3, 0.4000 at step 4)");
    }

    @Test
    void anImprovementStartsTheCountAgain() {
        Watch watch = stopping(2, 0, 0.5, 0.6, 0.4, 0.5, 0.3, 0.35);
        for (long step = 1; step <= 7; step++) {
            assertThat(watch.stopsAt(step)).isFalse();
        }
    }

    @Test
    void aChangeSmallerThanMinDeltaIsNoImprovement() {
        assertThat(stopping(2, 0.1, 0.5, 0.45, 0.41).stopsAt(4)).isTrue();
        assertThat(stopping(2, 0.1, 0.5, 0.45, 0.39).stopsAt(4)).isFalse();
    }

    @Test
    void aMetricThatFailsIsNoImprovement() {
        assertThat(stopping(2, 0, Double.NaN, Double.NaN).stopsAt(3)).isTrue();
    }

    @Test
    void goesOnFromWhatACheckpointKnew() {
        Watch whole = stopping(3, 0, 0.5, 0.6, 0.7);
        Watch resumed = new Watch(experiment.blueprint().spec().train());
        resumed.restore(whole.judgements());
        note(resumed, 4, Better.LOWER, 0.8);
        assertThat(resumed.stopsAt(5)).isTrue();
    }

    @Test
    void watchesNothingUnlessAsked() {
        Watch watch = new Watch(experiment.blueprint().spec().train());
        note(watch, 1, Better.LOWER, 0.5);
        assertThat(watch.active()).isFalse();
        assertThat(watch.judgements()).isEmpty();
        assertThat(watch.stopsAt(10)).isFalse();
    }

    @Test
    void keepsOneJudgementForEachMetric() {
        Watch watch = keeping(1, Better.LOWER, 0.5);
        assertThat(watch.judgements()).containsExactly(new Judgement(1, "score", 0.5, false));
    }

    private Watch keeping(int count, Better better, double... values) {
        experiment.evaluateEvery = 1;
        experiment.keepBest = new KeepBest("score", count);
        return watch(better, values);
    }

    private Watch stopping(int patience, double minDelta, double... values) {
        experiment.evaluateEvery = 1;
        experiment.stopEarly = new StopEarly("score", patience, minDelta);
        return watch(Better.LOWER, values);
    }

    private Watch watch(Better better, double... values) {
        Watch watch = new Watch(experiment.blueprint().spec().train());
        for (int i = 0; i < values.length; i++) {
            note(watch, i + 1, better, values[i]);
        }
        return watch;
    }

    private static void note(Watch watch, long step, Better better, double value) {
        Measurement measurement = new Measurement("score", value, Double.NaN, better, Map.of(), "");
        watch.note(step, Map.of("score", measurement));
    }
}
