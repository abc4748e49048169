package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.manifest.OnDivergence;
import dev.rheo.runtime.toy.ToyExperiment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gradient descent at a rate that is too large, and an eighth of which is not. */
@Timeout(60)
class RollbackTest {
    private static final double RATE = 8;

    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();
    private Training training;

    @BeforeEach
    void descendTooFast() {
        experiment.adam = false;
        experiment.learningRate = RATE;
        experiment.steps = 8;
        experiment.logEvery = 1;
        training = new Training(directory);
    }

    @Test
    void withoutItTheRunEnds() {
        assertThatThrownBy(() -> training.train(experiment)).isInstanceOf(DivergedException.class);
    }

    @Test
    void goesOnFromTheNewestCheckpointAtHalfTheRate() throws InterruptedException {
        experiment.onDivergence = OnDivergence.ROLLBACK;
        experiment.checkpointEvery = 2;
        TrainedParameters trained = training.train(experiment);
        assertThat(trained.step()).isEqualTo(8);
        List<RunEvent.RolledBack> back = back();
        assertThat(back).isNotEmpty();
        assertThat(back.get(0).rateFactor()).isEqualTo(0.5);
        assertThat(back.get(0).to()).isLessThan(back.get(0).from()).isEven();
        for (float value : trained.theta()) {
            assertThat(value).isFinite();
        }
        assertThat(training.warnings).hasSameSizeAs(back);
        assertThat(training.warnings.get(0))
                .startsWith("training diverged at step ")
                .contains("0.5 of the learning rate");
        RunEvent.Progress last = (RunEvent.Progress) training.events.stream()
                .filter(RunEvent.Progress.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(last.learningRate())
                .isEqualTo(RATE / 8 * back.get(back.size() - 1).rateFactor());
    }

    @Test
    void withoutACheckpointItGoesBackToTheBeginning() throws InterruptedException {
        experiment.onDivergence = OnDivergence.ROLLBACK;
        TrainedParameters trained = training.train(experiment);
        assertThat(back()).allMatch(each -> each.to() == 0);
        double halvings = back().size();
        experiment.onDivergence = OnDivergence.STOP;
        experiment.learningRate = RATE * Math.pow(0.5, halvings);
        assertThat(Training.hash(new Training(directory).train(experiment))).isEqualTo(Training.hash(trained));
    }

    @Test
    void givesUpAfterTenTimes() {
        experiment.learningRate = 1e30;
        experiment.onDivergence = OnDivergence.ROLLBACK;
        assertThatThrownBy(() -> training.train(experiment)).isInstanceOf(DivergedException.class);
        assertThat(back()).hasSize(10);
    }

    @Test
    void ifItComesNoFurtherAnOlderCheckpointIsTried() throws InterruptedException {
        experiment.onDivergence = OnDivergence.ROLLBACK;
        experiment.checkpointEvery = 2;
        training.train(experiment);
        assertThat(back()).extracting(RunEvent.RolledBack::from).containsExactly(6L, 6L, 6L);
        assertThat(back()).extracting(RunEvent.RolledBack::to).containsExactly(4L, 2L, 0L);
    }

    @Test
    void aRunThatIsKilledAtAnyMomentRollsBackAsItWouldHave() throws InterruptedException {
        experiment.onDivergence = OnDivergence.ROLLBACK;
        experiment.checkpointEvery = 2;
        experiment.keepLast = 10;
        String whole = Training.hash(training.train(experiment));
        int moments = training.events.size();
        assertThat(moments).isGreaterThan(10);
        for (int moment = 1; moment <= moments; moment++) {
            Training killed = new Training(directory);
            killed.failAt = moment;
            assertThatThrownBy(() -> killed.train(experiment)).hasMessage("killed");
            killed.failAt = Integer.MAX_VALUE;
            assertThat(Training.hash(killed.resume(experiment)))
                    .as("killed at event %s", moment)
                    .isEqualTo(whole);
        }
    }

    @Test
    void theMessageSaysWhatTheStepWasDoneOn() {
        experiment.learningRate = 1e30;
        assertThatThrownBy(() -> training.train(experiment))
                .isInstanceOf(DivergedException.class)
                .message()
                .matches("training diverged at step 2: loss (NaN|Infinity), gradient norm (NaN|Infinity),"
                        + " learning rate 5.000e\\+29; its minibatch: xt from \\S+ to \\S+, mean \\S+, deviation \\S+;"
                        + " t from 0\\.\\d+ to 0\\.\\d+, mean 0\\.\\d+, deviation 0\\.\\d+; target from .*");
    }

    private List<RunEvent.RolledBack> back() {
        return training.events.stream()
                .filter(RunEvent.RolledBack.class::isInstance)
                .map(RunEvent.RolledBack.class::cast)
                .toList();
    }
}
