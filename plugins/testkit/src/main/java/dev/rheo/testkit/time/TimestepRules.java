package dev.rheo.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rules of timestep samplers. Quantile, cumulative and density describe one law three times; when two of them agree
 * and the third does not, the rule of the third speaks (T1 quantile, T3 density, T6 cumulative), so that one mistake
 * violates one rule. The exact inverse of T1 together with the uniforms of T7 implies the test on drawn times of the
 * reference, and needs no tolerance for chance. Samplers with atoms have T8 instead of these three and of T2.
 *
 * <p>T7 is statistical: Kolmogorov–Smirnov with n = 20 000 and threshold 2.7/√n, false alarms 1e-6 per test, four
 * tests; with fixed draws none. Samplers that spread the times of a minibatch evenly, or in mirrored pairs, have further
 * rules: {@link #lowDiscrepancy} and {@link #antithetic}.
 */
public final class TimestepRules {
    private static final RandomStreams STREAMS = new RandomStreams(20260202);
    private static final int SAMPLES = 20_000;
    private static final double KOLMOGOROV = 2.7;
    private static final int ROWS = 64;

    private TimestepRules() {}

    /** The rules of every sampler; those that do not speak of one leave it alone. */
    public static List<Rule<TimestepSampler>> all() {
        Predicate<TimestepSampler> density = sampler -> sampler.atoms().length == 0;
        return List.of(
                new Rule<>(
                        "T1", "the quantile inverts the law that cumulative and density describe", density, sampler -> {
                            Agreement law = Agreement.of(sampler);
                            assertThat(law.quantileAndCumulative() || law.quantileAndDensity())
                                    .as("quantile agrees with cumulative or density")
                                    .isTrue();
                        }),
                new Rule<>(
                        "T2", "the density integrates to one", density, sampler -> assertThat(Agreement.mass(sampler))
                                .isCloseTo(1, within(Agreement.TOLERANCE))),
                new Rule<>("T3", "the density, up to its mass, is the slope of the law", density, sampler -> {
                    Agreement law = Agreement.of(sampler);
                    assertThat(law.quantileAndDensity() || law.cumulativeAndDensity())
                            .as("density agrees with quantile or cumulative")
                            .isTrue();
                }),
                new Rule<>("T4", "times stay within [0, 1] and grow with u", TimestepRules::range),
                new Rule<>(
                        "T5",
                        "a sampler whose density divides the loss reaches every time",
                        Status.OPTIONAL,
                        sampler -> density.test(sampler) && sampler.weighting() == Weighting.IMPORTANCE,
                        TimestepRules::importance),
                new Rule<>("T6", "the cumulative runs in flow time, as quantile and density do", density, sampler -> {
                    Agreement law = Agreement.of(sampler);
                    assertThat(law.quantileAndCumulative() || law.cumulativeAndDensity())
                            .as("cumulative agrees with quantile or density")
                            .isTrue();
                }),
                new Rule<>(
                        "T7",
                        "the uniforms are uniform over rows and over steps",
                        Status.REQUIRED.stochastic(20_000, 4e-6),
                        TimestepRules::uniforms),
                new Rule<>(
                        "T8",
                        "atoms, masses, cumulative and quantile describe one law of finitely many times",
                        Status.OPTIONAL,
                        density.negate(),
                        AtomRule::check));
    }

    /** What a sampler claims that spreads the times of a minibatch evenly. */
    public static List<Rule<TimestepSampler>> lowDiscrepancy() {
        return List.of(
                new Rule<>(
                        "T9",
                        "the star discrepancy of a minibatch is below 2 ln n / n",
                        Status.OPTIONAL,
                        EvennessRules::discrepancy),
                variance());
    }

    /** What a sampler claims that draws times in mirrored pairs. */
    public static List<Rule<TimestepSampler>> antithetic() {
        return List.of(variance());
    }

    private static Rule<TimestepSampler> variance() {
        return new Rule<>(
                "T10",
                "a minibatch's mean of a monotone function varies less than with independent times",
                Status.OPTIONAL.stochastic(500, 1e-9),
                EvennessRules::variance);
    }

    private static void range(TimestepSampler sampler) {
        double before = sampler.quantile(0);
        assertThat(before).as("quantile(0)").isBetween(0.0, 1.0);
        assertThat(sampler.quantile(1)).as("quantile(1)").isBetween(0.0, 1.0);
        for (int i = 1; i <= 1000; i++) {
            double t = sampler.quantile(i / 1000.0);
            assertThat(t).as("quantile(" + i / 1000.0 + ")").isBetween(before, 1.0);
            before = t;
        }
    }

    /**
     * With w = 1/f, E[w h(t)] is the integral of h over the times of positive density, so it is that over all times only if
     * there are no others. A sum over drawn times would say less: where f falls steeply its variance is infinite.
     */
    private static void importance(TimestepSampler sampler) {
        for (int i = 0; i < 1000; i++) {
            double t = (i + 0.5) / 1000;
            assertThat(sampler.density(t)).as("density(" + t + ")").isPositive();
        }
    }

    private static void uniforms(TimestepSampler sampler) {
        double[] once = new double[ROWS];
        double[] again = new double[ROWS];
        sampler.uniforms(STREAMS.at("times", 7), 0, once);
        sampler.uniforms(STREAMS.at("times", 7), 0, again);
        assertThat(again).as("uniforms, asked twice").containsExactly(once);

        double[] batch = new double[SAMPLES];
        sampler.uniforms(STREAMS.at("times", 0), 0, batch);
        uniform(batch, "one large batch");
        double[][] rows = new double[3][SAMPLES];
        for (int step = 0; step < SAMPLES; step++) {
            sampler.uniforms(STREAMS.at("times", step), 0, once);
            rows[0][step] = once[0];
            rows[1][step] = once[ROWS / 2];
            rows[2][step] = once[ROWS - 1];
        }
        for (double[] row : rows) {
            uniform(row, "one row over steps");
        }
    }

    private static void uniform(double[] sample, String what) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (int i = 0; i < sorted.length; i++) {
            double low = sorted[i] - (double) i / sorted.length;
            worst = Math.max(worst, Math.max(low, 1.0 / sorted.length - low));
        }
        assertThat(sorted[0]).as("smallest of " + what).isNotNegative();
        assertThat(worst).as("Kolmogorov distance to uniform, " + what).isLessThan(KOLMOGOROV / Math.sqrt(SAMPLES));
    }
}
