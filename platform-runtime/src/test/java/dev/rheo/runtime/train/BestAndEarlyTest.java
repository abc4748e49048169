package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.manifest.CheckpointChoice;
import dev.rheo.runtime.manifest.KeepBest;
import dev.rheo.runtime.manifest.StopEarly;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.toy.ToyExperiment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty steps, evaluated every second, with scores that a test chooses. */
@Timeout(120)
class BestAndEarlyTest {
    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();
    private Training training;

    @BeforeEach
    void evaluateEverySecondStep() {
        experiment.evaluateEvery = 2;
        training = training(Map.of(2L, 5.0, 4L, 1.0, 6L, 4.0, 8L, 2.0));
    }

    @Test
    void theBestCheckpointStaysBesideTheNewest() throws InterruptedException {
        experiment.keepBest = new KeepBest("score", 2);
        experiment.keepLast = 1;
        training.train(experiment);
        assertThat(training.checkpoints.steps()).containsExactly(4L, 8L, 20L);
    }

    @Test
    void samplesComeFromTheBestCheckpointWhereTheManifestSaysSo() throws InterruptedException {
        experiment.keepBest = new KeepBest("score", 1);
        experiment.checkpoint = CheckpointChoice.BEST;
        training.train(experiment);
        Checkpoint last = training.checkpoints.load(20);
        assertThat(TrainedParameters.sampled(experiment.blueprint().spec(), last, training.checkpoints)
                        .step())
                .isEqualTo(4);
        experiment.checkpoint = CheckpointChoice.LAST;
        assertThat(TrainedParameters.sampled(experiment.blueprint().spec(), last, training.checkpoints)
                        .step())
                .isEqualTo(20);
    }

    @Test
    void theLastEvaluationCountsToo() throws InterruptedException {
        training = training(Map.of(20L, 0.5));
        experiment.keepBest = new KeepBest("score", 1);
        training.train(experiment);
        assertThat(training.checkpoints.load(20).judgements())
                .last()
                .extracting(Checkpoint.Judgement::value)
                .isEqualTo(0.5);
    }

    @Test
    void stopsWhenTheMetricHasStoppedImproving() throws InterruptedException {
        experiment.stopEarly = new StopEarly("score", 3, 0);
        TrainedParameters trained = training.train(experiment);
        // Best at 4; 6, 8 and 10 are worse; the evaluation of step 10 is acted on at step 12.
        assertThat(trained.step()).isEqualTo(12);
        assertThat(trained.finished()).isTrue();
        assertThat(training.warnings)
                .containsExactly("stopped early after step 12: score has not improved in 3 evaluations"
                        + " (1.000 at step 4, 4.000 at step 6, 2.000 at step 8, 9.000 at step 10)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 7, 1000})
    void whereItStopsDoesNotDependOnWhenCheckpointsAreWritten(int checkpointEvery) throws InterruptedException {
        experiment.stopEarly = new StopEarly("score", 3, 0);
        experiment.checkpointEvery = checkpointEvery;
        assertThat(training.train(experiment).step()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 9, 10, 11})
    void aRunThatWasKilledStopsWhereItWouldHave(long left) throws InterruptedException {
        experiment.stopEarly = new StopEarly("score", 3, 0);
        experiment.checkpointEvery = 1;
        experiment.keepLast = 20;
        TrainedParameters whole = training.train(experiment);
        Checkpoint checkpoint = training.checkpoints.load(left);
        Training again = training(Map.of(2L, 5.0, 4L, 1.0, 6L, 4.0, 8L, 2.0));
        TrainedParameters resumed = again.train(experiment, Optional.of(checkpoint));
        assertThat(resumed.step()).isEqualTo(whole.step());
        assertThat(Training.hash(resumed)).isEqualTo(Training.hash(whole));
    }

    /** The checkpoint of an interruption knows what the evaluation of its own step has found. */
    @ParameterizedTest
    @ValueSource(longs = {4, 6, 10})
    void aRunThatWasInterruptedAtAnEvaluatedStepJudgesItOnce(long left) throws InterruptedException {
        experiment.stopEarly = new StopEarly("score", 3, 0);
        experiment.logEvery = 1;
        TrainedParameters whole = training.train(experiment);
        Training again = training(Map.of(2L, 5.0, 4L, 1.0, 6L, 4.0, 8L, 2.0));
        again.stopAt = left;
        assertThat(again.train(experiment).step()).isEqualTo(left);
        again.stopAt = Long.MAX_VALUE;
        TrainedParameters resumed = again.resume(experiment);
        assertThat(resumed.step()).isEqualTo(whole.step());
        assertThat(Training.hash(resumed)).isEqualTo(Training.hash(whole));
        assertThat(again.checkpoints.load(12).judgements())
                .isEqualTo(training.checkpoints.load(12).judgements());
    }

    @Test
    void aFinishedRunThatIsResumedJudgesNothingTwice() throws InterruptedException {
        experiment.keepBest = new KeepBest("score", 2);
        training.train(experiment);
        List<Checkpoint.Judgement> whole = training.checkpoints.load(20).judgements();
        training.resume(experiment);
        assertThat(training.checkpoints.load(20).judgements()).isEqualTo(whole);
        assertThat(whole).extracting(Checkpoint.Judgement::step).doesNotHaveDuplicates();
    }

    @Test
    void aRunThatStoppedEarlyIsNotTrainedFurther() throws InterruptedException {
        experiment.stopEarly = new StopEarly("score", 3, 0);
        TrainedParameters whole = training.train(experiment);
        training.events.clear();
        TrainedParameters resumed = training.resume(experiment);
        assertThat(resumed.step()).isEqualTo(12);
        assertThat(resumed.finished()).isTrue();
        assertThat(Training.hash(resumed)).isEqualTo(Training.hash(whole));
        assertThat(training.events).noneMatch(event -> event instanceof RunEvent.Progress);
    }

    @Test
    void evaluationsDoNotChangeWhatIsTrained() throws InterruptedException {
        TrainedParameters evaluated = training.train(experiment);
        experiment.evaluateEvery = 0;
        assertThat(Training.hash(new Training(directory).train(experiment))).isEqualTo(Training.hash(evaluated));
    }

    @Test
    void anEvaluationRunsBesideTheSteps() throws InterruptedException {
        experiment.evaluateEvery = 5;
        Thread here = Thread.currentThread();
        training.judge = parameters -> Thread.currentThread() == here ? 1 : 0;
        experiment.keepBest = new KeepBest("score", 1);
        training.train(experiment);
        assertThat(training.checkpoints.load(20).judgements())
                .extracting(Checkpoint.Judgement::value)
                .containsOnly(0.0);
    }

    @Test
    void everyEvaluationIsToldInOrder() throws InterruptedException {
        training.train(experiment);
        List<Long> told = training.events.stream()
                .filter(RunEvent.Evaluated.class::isInstance)
                .map(event -> ((RunEvent.Evaluated) event).step())
                .toList();
        assertThat(told).containsExactly(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L);
    }

    private Training training(Map<Long, Double> scores) {
        Training made = new Training(directory);
        made.judge = parameters -> scores.getOrDefault(parameters.step(), 9.0);
        return made;
    }
}
