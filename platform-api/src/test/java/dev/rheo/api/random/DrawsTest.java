package dev.rheo.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final int N = 100_000;
    private static final double THRESHOLD = 2.7 / Math.sqrt(N);

    private final RandomStreams streams = new RandomStreams(42);

    /** sup |empirical − F|; exceeds 2.7/√n with probability 9e-7 under the law F. */
    private static double kolmogorov(double[] sample, DoubleUnaryOperator law) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = law.applyAsDouble(sorted[i]);
            worst = Math.max(worst, Math.abs(expected - (i + 0.5) / sorted.length) + 0.5 / sorted.length);
        }
        return worst;
    }

    @Test
    void uniformsAreUniform() {
        double[] sample = new double[N];
        streams.at("u", 0).uniforms(0, sample);
        assertThat(kolmogorov(sample, u -> u)).isLessThan(THRESHOLD);
    }

    @Test
    void uniformsAreUniformOverStepsAndOverDimensions() {
        double[] overSteps = IntStream.range(0, N)
                .mapToDouble(k -> streams.at("u", k).uniform(3, 1))
                .toArray();
        double[] overDimensions = IntStream.range(0, N)
                .mapToDouble(k -> streams.at("u", 1).uniform(3, k))
                .toArray();
        assertThat(kolmogorov(overSteps, u -> u)).isLessThan(THRESHOLD);
        assertThat(kolmogorov(overDimensions, u -> u)).isLessThan(THRESHOLD);
    }

    @Test
    void gaussiansAreNormal() {
        float[] sample = new float[N];
        streams.at("g", 0).gaussians(0, N / 5, 5, sample, 0);
        double[] values = IntStream.range(0, N).mapToDouble(k -> sample[k]).toArray();
        assertThat(kolmogorov(values, Normal::cumulative)).isLessThan(THRESHOLD);
    }

    @Test
    void theTestOfUniformitySeesAnExponentOfOnePointZeroFive() {
        double[] sample = new double[N];
        streams.at("u", 0).uniforms(0, sample);
        double[] bent = Arrays.stream(sample).map(u -> Math.pow(u, 1.05)).toArray();
        assertThat(kolmogorov(bent, u -> u)).isGreaterThan(THRESHOLD);
    }

    @Test
    void neighbouringAddressesAreUncorrelated() {
        // Correlation of n pairs has standard error 1/√n; five of them: false alarms 6e-7 each.
        double row = 0;
        double dimension = 0;
        double step = 0;
        Draws now = streams.at("g", 0);
        Draws next = streams.at("g", 1);
        for (int k = 0; k < N; k++) {
            double g = now.gaussian(k, 0);
            row += g * now.gaussian(k + 1L, 0);
            dimension += g * now.gaussian(k, 1);
            step += g * next.gaussian(k, 0);
        }
        double tolerance = 5 * Math.sqrt(N);
        assertThat(new double[] {row, dimension, step}).containsExactly(new double[3], within(tolerance));
    }

    @Test
    void batchesMayBeSplitAnywhere() {
        Draws draws = streams.at("source", 17);
        float[] whole = new float[10 * 3];
        draws.gaussians(100, 10, 3, whole, 0);
        float[] parts = new float[10 * 3];
        draws.gaussians(107, 3, 3, parts, 21);
        draws.gaussians(100, 7, 3, parts, 0);
        assertThat(parts).containsExactly(whole);
        assertThat(whole[3 * 4 + 2]).isEqualTo((float) draws.gaussian(104, 2));

        double[] uniforms = new double[4];
        draws.uniforms(5, uniforms);
        assertThat(uniforms[2]).isEqualTo(draws.uniform(7, 0));
    }

    @Test
    void purposesStepsAndSeedsHaveDrawsOfTheirOwn() {
        Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 5; seed++) {
            for (String purpose : new String[] {"", "a", "b", "ab", "ba", "source", "data"}) {
                for (long step : new long[] {0, 1, 1L << 32, (1L << 56) - 1}) {
                    for (long row : new long[] {0, 1, 1L << 32, (1L << 40) - 1}) {
                        seen.add(new RandomStreams(seed).at(purpose, step).bits(row, 0));
                        seen.add(new RandomStreams(seed).at(purpose, step).bits(row, 1));
                        seen.add(new RandomStreams(seed).at(purpose, step).bits(row, 2));
                    }
                }
            }
        }
        assertThat(seen).hasSize(5 * 7 * 4 * 4 * 3);
    }

    @Test
    void addressesOutsideTheCounterAreRefused() {
        Draws draws = streams.at("x", 0);
        assertThatThrownBy(() -> draws.bits(1L << 40, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> draws.bits(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> streams.at("x", 1L << 56)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> draws.integer(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void permutationsHoldEveryIndexOnce() {
        for (int n : new int[] {0, 1, 2, 7, 1797}) {
            int[] order = streams.at("order", 0).permutation(n);
            assertThat(Arrays.stream(order).sorted().toArray())
                    .containsExactly(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void allPermutationsAreAlikeLikely() {
        // χ² over 4! = 24 orders, n = 24 000; the 1 − 1e-6 quantile at 23 degrees of freedom is 70.6.
        int[] counts = new int[256];
        for (int k = 0; k < 24_000; k++) {
            int code = 0;
            for (int i : streams.at("order", k).permutation(4)) {
                code = code << 2 | i;
            }
            counts[code]++;
        }
        double[] deviations = Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> Math.pow(count - 1000, 2) / 1000)
                .toArray();
        assertThat(deviations).hasSize(24);
        assertThat(Arrays.stream(deviations).sum()).isLessThan(70.6);
    }

    @Test
    void integersReachEveryValueBelowTheBoundAlike() {
        // χ² over 10 values, n = 100 000; the 1 − 1e-6 quantile at 9 degrees of freedom is 44.9.
        double[] counts = new double[10];
        Draws draws = streams.at("i", 0);
        for (int k = 0; k < N; k++) {
            counts[draws.integer(k, 0, 10)]++;
        }
        assertThat(Arrays.stream(counts)
                        .map(c -> (c - 10_000) * (c - 10_000) / 10_000)
                        .sum())
                .isLessThan(44.9);
        assertThat(draws.integer(0, 0, 1)).isZero();
        assertThat(draws.integer(0, 0, Integer.MAX_VALUE)).isNotNegative();
    }

    @Test
    void generatorsOfOneRowRepeat() {
        RandomGenerator first = streams.at("g", 3).generator(8);
        RandomGenerator second = streams.at("g", 3).generator(8);
        for (int k = 0; k < 100; k++) {
            assertThat(first.nextLong()).isEqualTo(second.nextLong());
        }
    }
}
