package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyTimes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training in shards is the same training, as reproducible and as easy to stop. */
@Timeout(120)
class ShardedTrainingTest {
    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();

    @BeforeEach
    void everything() {
        experiment.ema = List.of(0.9, 0.99);
        experiment.classes = 3;
        experiment.labelDropout = 0.3;
        experiment.clip = 0.1;
        experiment.accumulate = 2;
        experiment.logEvery = 1;
    }

    @Test
    void goesWhereTrainingOfWholeMinibatchesGoes() throws InterruptedException {
        assertSameUpToRounding();
    }

    @Test
    void tellsTheLossesOfAllRowsInTheirOrder() throws InterruptedException {
        experiment.unit = 1;
        experiment.steps = 200;
        experiment.timesteps = ToyTimes.Learner.class; // follows them from step 128 on
        assertSameUpToRounding();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void neitherWorkersNorAStopChangeABit(int workers) throws InterruptedException {
        experiment.shards = 4;
        TrainedParameters whole = new Training(directory).train(experiment);
        experiment.workers = workers;
        Training training = new Training(directory);
        training.stopAt = 11;
        assertThat(training.train(experiment).step()).isEqualTo(11);
        training.stopAt = Long.MAX_VALUE;
        TrainedParameters resumed = training.resume(experiment);

        assertThat(resumed.theta()).isEqualTo(whole.theta());
        assertThat(resumed.averages().get(1).theta())
                .isEqualTo(whole.averages().get(1).theta());
    }

    private void assertSameUpToRounding() throws InterruptedException {
        TrainedParameters whole = new Training(directory).train(experiment);
        experiment.shards = 2;
        TrainedParameters sharded = new Training(directory).train(experiment);
        assertThat(sharded.theta())
                .containsExactly(whole.theta(), within(1e-4f))
                .isNotEqualTo(whole.theta());
    }
}
