package dev.rheo.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.TimestepSampler;
import java.util.Arrays;

/** T9 and T10, of the uniforms that a sampler gives one minibatch. Draws are fixed, so there is no chance in them. */
final class EvennessRules {
    private static final RandomStreams STREAMS = new RandomStreams(20260203);
    private static final int[] SIZES = {64, 256, 1024, 4096};
    private static final int STEPS = 20;
    private static final int ROWS = 64;
    private static final int BATCHES = 500;

    /** Of the variance with independent draws, whose estimate from 500 minibatches is off by 6 % (one deviation). */
    private static final double LESS = 0.6;

    private EvennessRules() {}

    static void discrepancy(TimestepSampler sampler) {
        for (int n : SIZES) {
            double[] u = new double[n];
            for (int step = 0; step < STEPS; step++) {
                sampler.uniforms(STREAMS.at("times", step), 0, u);
                assertThat(star(u))
                        .as("star discrepancy of " + n + " rows, step " + step)
                        .isLessThan(2 * Math.log(n) / n);
            }
        }
    }

    private static double star(double[] u) {
        double[] sorted = u.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double worst = 0;
        for (int i = 0; i < n; i++) {
            worst = Math.max(worst, Math.max(sorted[i] - (double) i / n, (i + 1.0) / n - sorted[i]));
        }
        return worst;
    }

    /** exp(2u) has mean (e² − 1)/2 and variance (e⁴ − 1)/4 − mean². */
    static void variance(TimestepSampler sampler) {
        double mean = Math.expm1(2) / 2;
        double independent = (Math.expm1(4) / 4 - mean * mean) / ROWS;
        double[] u = new double[ROWS];
        double sum = 0;
        for (int step = 0; step < BATCHES; step++) {
            sampler.uniforms(STREAMS.at("times", step), 0, u);
            double error = Arrays.stream(u).map(x -> Math.exp(2 * x)).average().orElseThrow() - mean;
            sum += error * error / BATCHES;
        }
        assertThat(sum)
                .as("mean squared error of E[exp(2u)] over " + ROWS + " rows")
                .isLessThan(LESS * independent);
    }
}
