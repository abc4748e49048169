package dev.rheo.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentCode;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.train.TrainingMemory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
    private final ToyExperiment experiment = new ToyExperiment();

    private Optional<Diagnostic> problem(long limit) {
        return new MemoryCheck(limit).problem(experiment.blueprint(), SourceMap.EMPTY);
    }

    private TrainingMemory memory() {
        return TrainingMemory.of(experiment.blueprint()).orElseThrow();
    }

    @Test
    void whatFitsIsNoProblem() {
        long needed = memory().total();
        assertThat(problem(needed)).isEmpty();
        assertThat(problem(needed - 1)).isPresent();
    }

    @Test
    void theRemedyIsABatchThatFitsAndStepsOfAsManyPairs() {
        experiment.batch = 90;
        Blueprint whole = experiment.blueprint();
        experiment.batch = 30;
        long third = memory().total();
        experiment.batch = 90;
        experiment.accumulate = 2;
        assertThat(TrainingMemory.of(whole).orElseThrow().batchFor(third)).contains(30);
        Diagnostic problem = problem(third).orElseThrow();
        assertThat(problem.code()).isEqualTo(ExperimentCode.MEMORY);
        assertThat(problem.toString()).contains("train.batch to at most 30 and train.accumulate to 6");
    }

    @Test
    void whereOneRowIsTooMuchTheNetworkHasToShrink() {
        assertThat(problem(1).orElseThrow().toString()).contains("not even a batch of 1 fits");
    }

    @Test
    void averagesAndOptimizerStateAreCounted() {
        long plain = memory().total();
        experiment.ema = List.of(0.9, 0.99);
        long parameters = experiment.blueprint().network().parameterCount();
        assertThat(memory().total() - plain)
                .as("two averages, in the engine and in a checkpoint")
                .isEqualTo(2 * 2 * 4 * parameters);
    }
}
