package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import dev.rheo.runtime.toy.ToyPairs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingTimesTest {
    private static final int N = 100_000;
    private final TimestepSampler rising = new ToyPairs.Rising(new ToyPairs.Rising.Config(Weighting.IMPORTANCE));

    @Test
    void truncatesByQuantiles() {
        Interval domain = new Interval(0.2, 0.6);
        double[] t = new TrainingTimes(rising, domain).sample(new RandomStreams(1).at("time", 0), N);
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
        TrainingTimes times = new TrainingTimes(rising, new Interval(0.2, 0.6));
        double sum = 0;
        for (double t : times.sample(new RandomStreams(1).at("time", 0), N)) {
            sum += times.weight(t);
        }
        // w = 0.4 / t, standard deviation below 0.35: six standard errors (false alarm 2e-9).
        assertThat(sum / N).isCloseTo(1, within(6 * 0.35 / Math.sqrt(N)));
    }

    @Test
    void weightsOfTheWholeDensityWouldNotHaveMeanOne() {
        TrainingTimes times = new TrainingTimes(rising, new Interval(0.2, 0.6));
        double sum = 0;
        for (double t : times.sample(new RandomStreams(1).at("time", 0), N)) {
            sum += 1 / rising.density(t); // the truncation forgotten
        }
        assertThat(Math.abs(sum / N - 1)).isGreaterThan(6 * 0.35 / Math.sqrt(N));
    }

    @Test
    void refusesASamplerThatNeverFallsIntoTheDomain() {
        TimestepSampler late = new TimestepSampler() {
            @Override
            public double quantile(double u) {
                return 0.9 + 0.1 * u;
            }

            @Override
            public double cumulative(double t) {
                return Math.max(0, (t - 0.9) / 0.1);
            }

            @Override
            public double density(double t) {
                return t > 0.9 ? 10 : 0;
            }
        };
        assertThatThrownBy(() -> new TrainingTimes(late, new Interval(0, 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never falls into the path's domain 0.0 … 0.5");
    }
}
