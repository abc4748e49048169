package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.pairs.PairException;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import dev.rheo.runtime.toy.ToyPairs;
import dev.rheo.runtime.toy.ToyPairs.Rising;
import dev.rheo.runtime.toy.ToyPairs.Shuffle;
import dev.rheo.runtime.toy.ToyPairs.Uniform;
import dev.rheo.runtime.toy.ToyTimes;
import dev.rheo.runtime.track.CheckpointComing;
import dev.rheo.runtime.track.Trained;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TrainerTest {
    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();
    private Training training;

    @BeforeEach
    void makeRoom() {
        training = new Training(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void trainsAsAPlainLoopDoesWhateverTheNumberOfWorkers(int workers) throws InterruptedException {
        experiment.workers = workers;
        experiment.classes = 3;
        experiment.timesteps = Rising.class;
        assertThat(Training.hash(training.train(experiment)))
                .isEqualTo(ParameterHash.of(PlainLoop.train(experiment.blueprint())));
    }

    @Test
    void anotherSeedGivesAnotherNetwork() throws InterruptedException {
        String first = Training.hash(training.train(experiment));
        experiment.seed = 2;
        assertThat(Training.hash(new Training(directory).train(experiment))).isNotEqualTo(first);
    }

    @Test
    void aStoppedRunGoesOnAsIfItHadNotBeenStopped() throws InterruptedException {
        rich();
        TrainedParameters whole = new Training(directory).train(experiment);
        training.stopAt = 7;
        assertThat(training.train(experiment).step()).isEqualTo(7);
        training.stopAt = Long.MAX_VALUE;
        assertSame(training.resume(experiment), whole);
    }

    @Test
    void aKilledRunGoesOnFromItsLastCheckpointAsIfItHadNotBeenKilled() throws InterruptedException {
        rich();
        experiment.checkpointEvery = 6;
        TrainedParameters whole = training.train(experiment);
        assertThat(training.checkpoints.steps()).containsExactly(12L, 18L, 20L);
        Checkpoint left = training.checkpoints.load(12);
        assertSame(new Training(directory).train(experiment, Optional.of(left)), whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void neitherWorkersNorAStopChangeABitOfARunWithEverything(int workers) throws InterruptedException {
        everything();
        TrainedParameters whole = new Training(directory).train(experiment);
        experiment.workers = workers;
        assertSame(new Training(directory).train(experiment), whole);
        training.stopAt = 11;
        assertThat(training.train(experiment).step()).isEqualTo(11);
        training.stopAt = Long.MAX_VALUE;
        assertSame(training.resume(experiment), whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void timesThatFollowTheLossesDoNotMakeARunDependOnWorkersOrStops(int workers) throws InterruptedException {
        learning();
        TrainedParameters whole = new Training(directory).train(experiment);
        experiment.workers = workers;
        assertSame(new Training(directory).train(experiment), whole);
        training.stopAt = 150; // laws of losses are in use from step 128 on
        assertThat(training.train(experiment).step()).isEqualTo(150);
        training.stopAt = Long.MAX_VALUE;
        assertSame(training.resume(experiment), whole);
    }

    @Test
    void timesFollowTheLossesFromTheThirdStretchOn() throws InterruptedException {
        learning();
        experiment.steps = 128;
        String before = Training.hash(new Training(directory).train(experiment));
        experiment.steps = 140;
        String after = Training.hash(new Training(directory).train(experiment));
        experiment.timesteps = Deaf.class;
        assertThat(Training.hash(new Training(directory).train(experiment))).isNotEqualTo(after);
        experiment.steps = 128;
        assertThat(Training.hash(new Training(directory).train(experiment))).isEqualTo(before);
    }

    @Test
    void timesFollowTheLossesOfAccumulatedMinibatchesToo() throws InterruptedException {
        learning();
        experiment.accumulate = 2;
        TrainedParameters whole = new Training(directory).train(experiment);
        training.stopAt = 131;
        training.train(experiment);
        training.stopAt = Long.MAX_VALUE;
        assertSame(training.resume(experiment), whole);
    }

    @Test
    void everyPartOfARunWithEverythingHasAnInfluence() throws InterruptedException {
        everything();
        List<String> hashes = new ArrayList<>();
        hashes.add(Training.hash(new Training(directory).train(experiment)));
        experiment.labelDropout = 0.2;
        hashes.add(Training.hash(new Training(directory).train(experiment)));
        experiment.clip = 0;
        hashes.add(Training.hash(new Training(directory).train(experiment)));
        experiment.timesteps = Uniform.class;
        hashes.add(Training.hash(new Training(directory).train(experiment)));
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void aDiskSlowerThanTheStepsBetweenCheckpointsDelaysARunAndNothingElse() throws InterruptedException {
        rich();
        experiment.steps = 12;
        TrainedParameters whole = new Training(directory).train(experiment);
        experiment.checkpointEvery = 1;
        Training slow = new Training(directory, new SlowDisk(10));
        assertSame(slow.train(experiment), whole);
        assertThat(slow.checkpoints.steps()).containsExactly(10L, 11L, 12L);
        assertThat(slow.checkpoints.newest().skipped()).isEmpty();
    }

    @Test
    void anEvaluationIsToldBeforeALaterCheckpointIsWrittenSoThatAKilledRunHasIt() throws InterruptedException {
        experiment.evaluateEvery = 4;
        experiment.checkpointEvery = 3;
        training.train(experiment);
        long told = 0;
        for (RunEvent event : training.events) {
            if (event instanceof RunEvent.Evaluated evaluated) {
                told = evaluated.step();
            } else if (event instanceof CheckpointComing coming) {
                assertThat(told).isGreaterThanOrEqualTo((coming.step() - 1) / 4 * 4);
            }
        }
        assertThat(told).isEqualTo(16);
    }

    @Test
    void refusesACheckpointOfAnotherSeed() throws InterruptedException {
        training.stopAt = 5;
        training.train(experiment);
        experiment.seed = 2;
        assertThatThrownBy(() -> training.resume(experiment))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it was trained with seed 1, not 2");
    }

    @Test
    void refusesACheckpointOfAnotherNetwork() throws InterruptedException {
        training.stopAt = 5;
        training.train(experiment);
        experiment.network = ToyModel.Constant.class;
        assertThatThrownBy(() -> training.resume(experiment))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it holds the parameters of another network");
    }

    @Test
    void refusesACheckpointOfAnotherOptimizer() throws InterruptedException {
        training.stopAt = 5;
        training.train(experiment);
        experiment.adam = false;
        assertThatThrownBy(() -> training.resume(experiment))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the saved optimizer state has");
    }

    @Test
    void aResumedRunThatForgetsTheOptimizersStateWouldDiffer() throws InterruptedException {
        rich();
        experiment.checkpointEvery = 12;
        TrainedParameters whole = training.train(experiment);
        Checkpoint c = training.checkpoints.load(12);
        c.optimizerVectors().values().forEach(vector -> java.util.Arrays.fill(vector, 0));
        assertThat(Training.hash(new Training(directory).train(experiment, Optional.of(c))))
                .isNotEqualTo(Training.hash(whole));
    }

    @Test
    void aFinishedRunIsNotTrainedFurther() throws InterruptedException {
        TrainedParameters whole = training.train(experiment);
        training.events.clear();
        assertSame(training.resume(experiment), whole);
        assertThat(training.events.stream().map(TrainerTest::word)).containsExactly("trained 20");
    }

    @Test
    void averagesWarmUp() throws InterruptedException {
        experiment.ema = List.of(0.5, 0.999);
        experiment.evaluateEvery = 1;
        experiment.steps = 15;
        training.train(experiment);
        List<TrainedParameters> seen = training.inspected;
        for (int i = 0; i < 2; i++) {
            for (int n = 1; n < seen.size(); n++) {
                // Step n, counted from 0, made the parameters that were seen after it.
                double decay = Math.min(experiment.ema.get(i), (1.0 + n) / (10.0 + n));
                float[] before = seen.get(n - 1).averages().get(i).theta();
                float[] after = seen.get(n).averages().get(i).theta();
                for (int k = 0; k < after.length; k++) {
                    double wanted =
                            decay * before[k] + (1 - decay) * seen.get(n).theta()[k];
                    assertThat((double) after[k]).isCloseTo(wanted, within(1e-6));
                }
            }
        }
    }

    @Test
    void reportsAndChecksInAtTheStepsAskedFor() throws InterruptedException {
        experiment.logEvery = 6;
        experiment.checkpointEvery = 8;
        training.train(experiment);
        assertThat(training.events.stream().map(TrainerTest::word))
                .containsExactly(
                        "progress 6",
                        "coupled 6",
                        "coming 8",
                        "saved 8",
                        "progress 12",
                        "coupled 12",
                        "coming 16",
                        "saved 16",
                        "progress 18",
                        "coupled 18",
                        "progress 20",
                        "coming 20",
                        "saved 20",
                        "trained 20");
        assertThat(training.checkpoints.steps()).containsExactly(8L, 16L, 20L);
        RunEvent.Progress last = (RunEvent.Progress) training.events.get(10);
        assertThat(last.loss()).isFinite().isPositive();
        assertThat(last.learningRate()).isCloseTo(1e-2 / 20, within(1e-12));
    }

    @Test
    void plansThatDidNotConvergeAreCountedAndWarnedOfOnce() throws InterruptedException {
        experiment.logEvery = 5;
        experiment.pairing = ToyPairs.Shuffle.Fault.UNCONVERGED;
        training.train(experiment);
        List<RunEvent.Coupled> reports = training.events.stream()
                .filter(RunEvent.Coupled.class::isInstance)
                .map(RunEvent.Coupled.class::cast)
                .toList();
        assertThat(reports).hasSize(4);
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.marginalError()).isEqualTo(0.25));
        assertThat(reports.stream().mapToLong(RunEvent.Coupled::unconverged).sum())
                .isEqualTo(20);
        assertThat(training.warnings).singleElement().asString().contains("plans of the coupling did not converge");
    }

    @Test
    void aRunShorterThanAReportReportsAtItsEnd() throws InterruptedException {
        experiment.steps = 3;
        experiment.logEvery = 100;
        training.train(experiment);
        assertThat(training.events.stream().map(TrainerTest::word))
                .containsExactly("progress 3", "coming 3", "saved 3", "trained 3");
    }

    @Test
    void inspectsBetweenSteps() throws InterruptedException {
        experiment.evaluateEvery = 5;
        training.train(experiment);
        assertThat(training.inspected).extracting(TrainedParameters::step).containsExactly(5L, 10L, 15L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void divergenceIsNoticedBeforeACheckpointIsWritten(int logEvery) {
        explosive();
        experiment.logEvery = logEvery;
        experiment.checkpointEvery = 1;
        assertThatThrownBy(() -> training.train(experiment))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("training diverged at step 2");
        assertThat(training.checkpoints.steps()).containsExactly(1L);
        for (float value : training.checkpoints.load(1).theta()) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void divergenceInTheLastStepsIsNoticed() {
        explosive();
        experiment.logEvery = 1000;
        experiment.steps = 5;
        assertThatThrownBy(() -> training.train(experiment))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("training diverged at step 2:");
        assertThat(training.checkpoints.steps()).isEmpty();
    }

    @Test
    void aFailingMinibatchEndsTheRunAtItsStep() {
        experiment.pairing = Shuffle.Fault.EXCEPTION;
        experiment.pairingStep = 12;
        experiment.checkpointEvery = 3;
        assertThatThrownBy(() -> training.train(experiment))
                .isInstanceOf(PairException.class)
                .cause()
                .hasMessage("coupling 'toy' failed at minibatch 13: IllegalStateException: no plan");
        assertThat(training.checkpoints.steps()).containsExactly(6L, 9L, 12L);
    }

    @Test
    void refusesACheckpointWithOtherAverages() throws InterruptedException {
        experiment.ema = List.of(0.9);
        training.stopAt = 5;
        training.train(experiment);
        experiment.ema = List.of(0.99);
        assertThatThrownBy(() -> training.resume(experiment))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot go on from the checkpoint")
                .hasMessageContaining("it holds averages with decay rates [0.9], but train.ema asks for [0.99]")
                .hasMessageContaining("move it away");
    }

    private void rich() {
        experiment.ema = List.of(0.9, 0.99);
        experiment.classes = 3;
        experiment.logEvery = 1;
    }

    private void everything() {
        rich();
        experiment.labelDropout = 0.3;
        experiment.clip = 0.1;
        experiment.timesteps = Rising.class;
    }

    private void learning() {
        rich();
        experiment.unit = 1;
        experiment.steps = 200;
        experiment.timesteps = ToyTimes.Learner.class;
    }

    /** The law of {@link ToyTimes.Learner} before any loss, for ever. */
    @RheoComponent(name = "deaf", summary = "Uniform, divided out.")
    public static final class Deaf implements TimestepSampler {
        @Inject
        public Deaf() {}

        @Override
        public double quantile(double u) {
            return u;
        }

        @Override
        public double cumulative(double t) {
            return t;
        }

        @Override
        public double density(double t) {
            return 1;
        }

        @Override
        public Weighting weighting() {
            return Weighting.IMPORTANCE;
        }
    }

    private void explosive() {
        experiment.adam = false;
        experiment.learningRate = 1e30;
    }

    private static void assertSame(TrainedParameters actual, TrainedParameters wanted) {
        assertThat(Training.hash(actual)).isEqualTo(Training.hash(wanted));
        assertThat(actual.averages()).hasSameSizeAs(wanted.averages());
        for (int i = 0; i < wanted.averages().size(); i++) {
            assertThat(actual.averages().get(i).theta())
                    .isEqualTo(wanted.averages().get(i).theta());
        }
    }

    private static String word(RunEvent event) {
        if (event instanceof RunEvent.Progress progress) {
            return "progress " + progress.step();
        }
        if (event instanceof Trained trained) {
            return "trained " + trained.step();
        }
        if (event instanceof RunEvent.Coupled coupled) {
            return "coupled " + coupled.step();
        }
        if (event instanceof CheckpointComing coming) {
            return "coming " + coming.step();
        }
        return event instanceof RunEvent.Checkpointed saved ? "saved " + saved.step() : event.toString();
    }
}
