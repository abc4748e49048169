package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyTimes;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLossesTest {
    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void theirMeanIsTheLossOfAStepAndOfAnAccumulation() {
        experiment.unit = 1;
        experiment.timesteps = ToyTimes.Learner.class;
        PlainLoop.Losses losses = PlainLoop.losses(experiment.blueprint());
        for (List<Double> each : List.of(losses.accumulated(), losses.stepped())) {
            double mean = each.stream().skip(1).mapToDouble(x -> x).average().orElseThrow();
            assertThat(each).hasSize(1 + experiment.batch).doesNotHaveDuplicates();
            assertThat(mean).isCloseTo(each.get(0), within(1e-5 * mean));
        }
    }

    @Test
    void tellingThemChangesNoBitOfTheTraining() throws InterruptedException {
        experiment.unit = 1;
        experiment.timesteps = ToyTimes.Learner.class;
        Blueprint told = experiment.blueprint();
        experiment.timesteps = TrainerTest.Deaf.class; // the same law, as long as nothing is learnt
        assertThat(PlainLoop.train(told)).containsExactly(PlainLoop.train(experiment.blueprint()));
    }
}
