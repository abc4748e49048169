package dev.rheo.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Profile;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.toy.ToyExperiment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProfileTest {
    @TempDir
    Path directory;

    private final ToyExperiment experiment = new ToyExperiment();

    @Test
    void measuringDoesNotChangeWhatIsTrained() throws InterruptedException {
        experiment.steps = 40;
        experiment.clip = 0.01;
        experiment.ema = java.util.List.of(0.9);
        TrainedParameters plain = new Training(directory).train(experiment);
        Training training = new Training(directory);
        training.stopwatch = Stopwatch.running(System::nanoTime);
        TrainedParameters measured = training.train(experiment);
        assertThat(Training.hash(measured)).isEqualTo(Training.hash(plain));
        assertThat(measured.averages().get(0).theta())
                .isEqualTo(plain.averages().get(0).theta());
    }

    @Test
    void everyPhaseOfAStepIsMeasured() throws InterruptedException {
        experiment.checkpointEvery = 5;
        experiment.evaluateEvery = 5;
        Training training = new Training(directory);
        training.stopwatch = Stopwatch.running(System::nanoTime);
        long began = System.nanoTime();
        training.train(experiment);
        long whole = System.nanoTime() - began;
        Profile profile = Profile.of(training.stopwatch, 20, 1);
        for (Phase phase : Phase.values()) {
            assertThat(profile.microseconds(phase)).as(phase.word()).isPositive();
        }
        assertThat(profile.total(true) * 20 * 1000).isLessThan(whole);
    }

    @Test
    void sharesOfEachSideAddUpToOne() throws InterruptedException {
        Training training = new Training(directory);
        training.stopwatch = Stopwatch.running(System::nanoTime);
        training.train(experiment);
        Profile profile = Profile.of(training.stopwatch, 20, 1);
        double training1 = 0;
        double workers = 0;
        for (Phase phase : Phase.values()) {
            training1 += phase.training() ? profile.share(phase) : 0;
            workers += phase.training() ? 0 : profile.share(phase);
        }
        assertThat(training1).isCloseTo(1, within(1e-9));
        assertThat(workers).isCloseTo(1, within(1e-9));
    }

    @Test
    void statisticsAreOfTheParametersAndTheirGradients() throws InterruptedException {
        experiment.adam = false;
        experiment.steps = 1;
        experiment.statisticsEvery = 1;
        Training training = new Training(directory);
        PlainLoop.Gradients before = PlainLoop.gradients(experiment.blueprint(), 1);
        float[] theta = training.train(experiment).theta();
        RunEvent.Statistics told = training.events.stream()
                .filter(RunEvent.Statistics.class::isInstance)
                .map(RunEvent.Statistics.class::cast)
                .findFirst()
                .orElseThrow();
        double weights = 0;
        double gradients = 0;
        double largest = 0;
        for (int i = 0; i < theta.length; i++) {
            weights += (double) theta[i] * theta[i];
            gradients += (double) before.byMinibatch().get(0)[i]
                    * before.byMinibatch().get(0)[i];
            largest = Math.max(largest, Math.abs(theta[i]));
        }
        double weightSquares = 0;
        double gradientSquares = 0;
        double largestTold = 0;
        for (ParameterStatistics each : told.parameters()) {
            long size = experiment.blueprint().network().parameters().stream()
                    .filter(p -> p.name().equals(each.name()))
                    .findFirst()
                    .orElseThrow()
                    .shape()
                    .size();
            weightSquares += each.weightRms() * each.weightRms() * size;
            gradientSquares += each.gradientRms() * each.gradientRms() * size;
            largestTold = Math.max(largestTold, each.weightMax());
        }
        assertThat(weightSquares).isCloseTo(weights, within(1e-6));
        assertThat(gradientSquares).isCloseTo(gradients, within(1e-6 * Math.max(1, gradients)));
        assertThat(largestTold).isEqualTo(largest);
    }
}
