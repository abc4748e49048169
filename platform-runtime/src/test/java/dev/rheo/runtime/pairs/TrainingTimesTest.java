package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import dev.rheo.runtime.toy.ToyPairs;
import dev.rheo.runtime.toy.ToyTimes;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTimesTest {
    private static final int N = 100_000;
    private final TimestepSampler rising = new ToyPairs.Rising(new ToyPairs.Rising.Config(Weighting.IMPORTANCE));

    @Test
    void truncatesByQuantiles() {
        double[] t = drawn(TrainingTimes.of(rising, new ToyTimes.Path(new Interval(0.2, 0.6))));
        Arrays.sort(t);
        assertThat(t[0]).isGreaterThanOrEqualTo(0.2);
        assertThat(t[N - 1]).isLessThanOrEqualTo(0.6);
        // Kolmogorov: sup |F_n − F| < 2.5 / √n with a false-alarm rate of 2 exp(−2 · 2.5²) = 7e-6.
        for (int i = 0; i < N; i++) {
            double wanted = (t[i] * t[i] - 0.04) / (0.36 - 0.04);
            assertThat(wanted).isCloseTo((i + 0.5) / N, within(2.5 / Math.sqrt(N)));
        }
    }

    @Test
    void importanceWeightsHaveMeanOne() {
        TrainingTimes times = TrainingTimes.of(rising, new ToyTimes.Path(new Interval(0.2, 0.6)));
        double sum = 0;
        for (double t : drawn(times)) {
            sum += times.weight(t);
        }
        // w = 0.4 / t, standard deviation below 0.35: six standard errors (false alarm 2e-9).
        assertThat(sum / N).isCloseTo(1, within(6 * 0.35 / Math.sqrt(N)));
    }

    @Test
    void importanceLeavesTheExpectedLossAsItIs() {
        // E[w t³] has to be ∫ t³ dt / 0.4 over 0.2 … 0.6 = 0.08; without the weight it would be 0.108.
        TrainingTimes times = TrainingTimes.of(rising, new ToyTimes.Path(new Interval(0.2, 0.6)));
        double sum = 0;
        for (double t : drawn(times)) {
            sum += times.weight(t) * t * t * t;
        }
        // Standard deviation of w t³ = 0.4 t² below 0.06: six standard errors.
        assertThat(sum / N).isCloseTo(0.08, within(6 * 0.06 / Math.sqrt(N)));
    }

    @Test
    void weightsOfTheWholeDensityWouldNotHaveMeanOne() {
        TrainingTimes times = TrainingTimes.of(rising, new ToyTimes.Path(new Interval(0.2, 0.6)));
        double sum = 0;
        for (double t : drawn(times)) {
            sum += 1 / rising.density(t); // the truncation forgotten
        }
        assertThat(Math.abs(sum / N - 1)).isGreaterThan(6 * 0.35 / Math.sqrt(N));
    }

    @Test
    void aSamplerCutByItselfIsEvenedOutOverWhatItReaches() {
        TimestepSampler cut = new ToyTimes.Between(0.25, 1, Weighting.IMPORTANCE);
        assertThat(TrainingTimes.of(cut, new ToyTimes.Path(Interval.UNIT)).weight(0.5))
                .isEqualTo(1);
    }

    @Test
    void refusesASamplerThatNeverFallsIntoTheDomain() {
        TimestepSampler late = new ToyTimes.Between(0.9, 1, Weighting.REWEIGHTS);
        assertThatThrownBy(() -> TrainingTimes.of(late, new ToyTimes.Path(new Interval(0, 0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never falls into the path's domain 0.0 … 0.5");
    }

    @Test
    void uniformTimesFallOnEachOfKGridTimesWithProbabilityOneInK() {
        double[] fromZero = IntStream.range(0, 10).mapToDouble(k -> k / 10.0).toArray();
        double[] toOne = IntStream.range(1, 11).mapToDouble(k -> k / 10.0).toArray();
        double[] both = IntStream.range(0, 10).mapToDouble(k -> k / 9.0).toArray();
        for (double[] grid : new double[][] {fromZero, toOne, both}) {
            TrainingTimes times = TrainingTimes.of(
                    new ToyTimes.Between(0, 1, Weighting.IMPORTANCE), new ToyTimes.Path(Interval.UNIT, grid));
            for (double t : grid) {
                assertThat(times.weight(t)).isCloseTo(1, within(1e-12)); // (1/K) / mass
            }
            assertThat(Arrays.stream(drawn(times)).distinct().sorted().toArray())
                    .containsExactly(grid);
        }
    }

    @Test
    void gridTimesGetTheProbabilityOfTheTimesAroundThem() {
        double[] grid = {0, 0.25, 0.5, 0.75};
        TrainingTimes times = TrainingTimes.of(rising, new ToyTimes.Path(Interval.UNIT, grid));
        // The law t² over four equal cells has masses 1, 3, 5, 7 sixteenths.
        for (int k = 0; k < 4; k++) {
            assertThat(times.weight(grid[k])).isCloseTo(0.25 / ((2 * k + 1) / 16.0), within(1e-12));
        }
        double[] t = drawn(times);
        for (int k = 0; k < 4; k++) {
            double time = grid[k];
            double p = (2 * k + 1) / 16.0;
            // Six binomial standard errors (false alarm 2e-9 each).
            assertThat(Arrays.stream(t).filter(drawn -> drawn == time).count() / (double) N)
                    .isCloseTo(p, within(6 * Math.sqrt(p * (1 - p) / N)));
        }
    }

    @Test
    void importanceOnAGridIsExact() {
        double[] grid = {0, 0.1, 0.4, 0.9};
        TrainingTimes times = TrainingTimes.of(rising, new ToyTimes.Path(Interval.UNIT, grid));
        double sum = 0;
        for (double t : drawn(times)) {
            sum += times.weight(t) * t;
        }
        // E[w t] is the mean of the grid, 0.35; w t is below 1.5: six standard errors of its deviation, below 0.6.
        assertThat(sum / N).isCloseTo(0.35, within(6 * 0.6 / Math.sqrt(N)));
    }

    @Test
    void atomsStayWhereTheyAreOnAPathOfContinuousTime() {
        TimestepSampler two = new ToyTimes.Atomic(new double[] {0.2, 0.7}, new double[] {0.25, 0.75});
        TrainingTimes times = TrainingTimes.of(two, new ToyTimes.Path(Interval.UNIT));
        double[] t = drawn(times);
        assertThat(Arrays.stream(t).distinct().sorted().toArray()).containsExactly(0.2, 0.7);
        assertThat(Arrays.stream(t).average().orElseThrow()).isCloseTo(0.575, within(6 * 0.22 / Math.sqrt(N)));
        assertThat(times.weight(0.2)).isEqualTo(2);
    }

    @Test
    void atomsOutsideOfTheDomainAreTruncated() {
        TimestepSampler three = new ToyTimes.Atomic(new double[] {0, 0.5, 1}, new double[] {0.4, 0.3, 0.3});
        TrainingTimes times = TrainingTimes.of(three, new ToyTimes.Path(new Interval(0.1, 1)));
        assertThat(Arrays.stream(drawn(times)).distinct().sorted().toArray()).containsExactly(0.5, 1);
        assertThat(times.weight(0.5)).isEqualTo(1);
    }

    @Test
    void atomsOnTheGridAreTheGridsTimesToTheBit() {
        double third = Math.nextUp(1 / 3.0);
        TimestepSampler atoms = new ToyTimes.Atomic(new double[] {third, 1}, new double[] {0.5, 0.5});
        double[] grid = {0, 1 / 3.0, 2 / 3.0, 1};
        double[] t = drawn(TrainingTimes.of(atoms, new ToyTimes.Path(Interval.UNIT, grid)));
        assertThat(Arrays.stream(t).distinct().sorted().toArray()).containsExactly(1 / 3.0, 1);
    }

    @Test
    void refusesAtomsThatAreNotOnTheGrid() {
        TimestepSampler atoms = new ToyTimes.Atomic(new double[] {0.5, 0.6}, new double[] {0.5, 0.5});
        double[] grid = {0, 0.25, 0.5, 0.75};
        assertThatThrownBy(() -> TrainingTimes.of(atoms, new ToyTimes.Path(Interval.UNIT, grid)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it gives the time 0.6, but this path has only 4 times, of which 0.5 is the nearest");
    }

    private static double[] drawn(TrainingTimes times) {
        return times.sample(new RandomStreams(1).at("time", 0), N);
    }
}
