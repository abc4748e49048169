package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.toy.ToyTimes;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningTimesTest {
    private static final int STEPS = LearningTimes.STEPS;
    private static final RandomStreams STREAMS = new RandomStreams(4);
    private final LearningTimes times = learning();

    @Test
    void lossesActAfterTheStretchThatFollowsThem() {
        learn(times, 0, STEPS);
        assertThat(mean(times, STEPS)).isEqualTo(mean(learning(), 0)); // as before any loss
        assertThat(mean(times, 2L * STEPS - 1)).isEqualTo(mean(learning(), 0));
        assertThat(mean(times, 2L * STEPS)).isNotEqualTo(mean(learning(), 0));
    }

    @Test
    void aLawIsKnownBeforeAnyWorkerCanAskForIt() {
        learn(times, 0, STEPS - 1);
        assertThat(times.at(STEPS - 1 + 32)).isNotNull();
        learn(times, STEPS - 1, STEPS);
        assertThat(times.at(3L * STEPS - 1)).isNotNull();
        assertThat(times.at(STEPS - 1)).as("once more, to look at it").isNotNull();
        assertThatThrownBy(() -> times.at(3L * STEPS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goesOnFromAnyStepAsIfItHadNotStopped() {
        for (int stop : new int[] {1, STEPS - 1, STEPS, 3 * STEPS, 3 * STEPS + 7}) {
            LearningTimes whole = learning();
            learn(whole, 0, 6 * STEPS);
            LearningTimes stopped = learning();
            learn(stopped, 0, stop);
            LearningTimes resumed = learning();
            resumed.restore(stop, stopped.state());
            learn(resumed, stop, 6 * STEPS);
            assertThat(mean(resumed, 7L * STEPS - 1)).isEqualTo(mean(whole, 7L * STEPS - 1));
            whole.state().forEach((name, values) -> assertThat(resumed.state().get(name))
                    .containsExactly(values));
        }
    }

    @Test
    void importanceIsDividedOutOfWhatTheSamplerHears() {
        learn(times, 0, 4 * STEPS); // rows lose t · w(t) with the weight of the law, so the history holds t
        float[] heard = times.state().get("timesteps.history");
        assertThat(heard[1] / heard[0]).isBetween(0.45f, 0.55f); // mean of t, whatever the law
    }

    @Test
    void timesOfAGridAreHeardInTheMiddleOfTheirCells() {
        TrainingTimes grid =
                TrainingTimes.of(new ToyTimes.Learner(), new ToyTimes.Path(Interval.UNIT, 0, 0.25, 0.5, 0.75));
        assertThat(grid.place(0)).isEqualTo(0.125);
        assertThat(grid.place(0.75)).isEqualTo(0.875);
    }

    @Test
    void refusesACheckpointWithoutLosses() {
        assertThatThrownBy(() -> times.restore(5, Map.of("timesteps.law", new float[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it holds no losses for the timestep sampler to go on with");
    }

    private static LearningTimes learning() {
        return new LearningTimes(new ToyTimes.Learner(), new ToyTimes.Path(Interval.UNIT), 1);
    }

    private static void learn(LearningTimes times, int from, int to) {
        for (int step = from; step < to; step++) {
            TrainingTimes law = times.at(step);
            double[] t = law.sample(STREAMS.at("time", step), 16);
            float[] losses = new float[16];
            for (int i = 0; i < 16; i++) {
                losses[i] = (float) (t[i] * law.weight(t[i]));
            }
            times.learn(step, STREAMS.at("time", step), losses);
        }
    }

    private static double mean(LearningTimes times, long minibatch) {
        return Arrays.stream(times.at(minibatch).sample(STREAMS.at("other", 0), 64))
                .average()
                .orElseThrow();
    }
}
