package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.toy.ToyExperiment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AccumulationTest {
    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void aStepTakesTheMeanOfItsMinibatchesGradients() throws InterruptedException {
        experiment.adam = false;
        experiment.accumulate = 3;
        experiment.steps = 1;
        PlainLoop.Gradients gradients = PlainLoop.gradients(experiment.blueprint(), 3);

        float[] trained = new Training(directory).train(experiment).theta();

        for (int i = 0; i < trained.length; i++) {
            double mean = 0;
            for (float[] each : gradients.byMinibatch()) {
                mean += each[i] / 3.0;
            }
            double wanted = gradients.theta()[i] - experiment.learningRate * mean;
            assertThat((double) trained[i]).isCloseTo(wanted, within(1e-6));
        }
    }

    @Test
    void everyStepTakesNewMinibatches() throws InterruptedException {
        experiment.accumulate = 2;
        experiment.steps = 2;
        String two = Training.hash(new Training(directory).train(experiment));
        experiment.accumulate = 1;
        experiment.steps = 4;
        assertThat(Training.hash(new Training(directory).train(experiment))).isNotEqualTo(two);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theNumberOfWorkersDoesNotMatter(int workers) throws InterruptedException {
        experiment.accumulate = 4;
        String one = Training.hash(new Training(directory).train(experiment));
        experiment.workers = workers;
        assertThat(Training.hash(new Training(directory).train(experiment))).isEqualTo(one);
    }

    @Test
    void oneMinibatchAStepIsThePlainStep() throws InterruptedException {
        assertThat(Training.hash(new Training(directory).train(experiment)))
                .isEqualTo(ParameterHash.of(PlainLoop.train(experiment.blueprint())));
    }

    @Test
    void aStoppedRunGoesOnAsIfItHadNotBeenStopped() throws InterruptedException {
        experiment.accumulate = 3;
        experiment.logEvery = 1;
        String whole = Training.hash(new Training(directory).train(experiment));
        Training training = new Training(directory);
        training.stopAt = 7;
        training.train(experiment);
        training.stopAt = Long.MAX_VALUE;
        assertThat(Training.hash(training.resume(experiment))).isEqualTo(whole);
    }
}
