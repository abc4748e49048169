package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel.Matching.Fault;
import dev.rheo.runtime.toy.ToyPairs.Shuffle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RehearsalTest {
    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FORGETS      | rehearsal: the objective left out the inputs [target] of its loss",
                "REPEATS      | rehearsal: objective 'toy' failed at minibatch 1: IllegalStateException: it wrote the input"
                        + " 'target' twice",
                "TOO_SHORT    | rehearsal: objective 'toy' failed at minibatch 1: IllegalArgumentException: the objective wrote"
                        + " 1 numbers into input 'target', which takes 32",
                "THROWS       | rehearsal: objective 'toy' failed at minibatch 1: IllegalStateException: no target",
                "NOT_A_NUMBER | rehearsal: the loss of the first minibatch is NaN before any training;",
                "NO_DYNAMICS  | rehearsal: IllegalArgumentException: the network has no head 'velocity'"
            })
    void whatTheFirstStepOrTheSamplerWouldStumbleOverShowsBeforeTraining(Fault fault, String message) {
        experiment.objective = fault;
        refused(message);
    }

    @Test
    void aCouplingThatFailsShowsBeforeTraining() {
        experiment.pairing = Shuffle.Fault.COUPLING_EXCEPTION;
        refused("rehearsal: coupling 'toy' failed at minibatch 1: The costs overflow. Scale the data.");
    }

    @Test
    void aLossThatIsNoMeanOverTheRowsIsRefusedInShards() throws InterruptedException {
        experiment.objective = Fault.NO_MEAN;
        new Training(directory.resolve("whole")).train(experiment);
        experiment.shards = 2;
        refused(
                "rehearsal: the gradient of a minibatch in 2 shards is another one than that of the whole (they differ by");
    }

    @Test
    void changesNothing() throws InterruptedException {
        TrainedParameters trained = new Training(directory).train(experiment);
        assertThat(ParameterHash.of(PlainLoop.train(experiment.blueprint()))).isEqualTo(Training.hash(trained));
    }

    private void refused(String message) {
        Training training = new Training(directory);
        assertThatThrownBy(() -> training.train(experiment))
                .isInstanceOf(RehearsalException.class)
                .hasMessageStartingWith(message);
        assertThat(training.events).isEmpty();
        assertThat(training.checkpoints.steps()).isEmpty();
    }
}
