package dev.rheo.plugins.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamsWeightsTest {
    @Test
    void aUniformGridGivesTheTextbooksWeights() {
        assertWeights(new double[] {0.5, 0.4}, 0.6, 2, 3, -1);
        assertWeights(new double[] {0.5, 0.4, 0.3}, 0.6, 12, 23, -16, 5);
        assertWeights(new double[] {0.5, 0.4, 0.3, 0.2}, 0.6, 24, 55, -59, 37, -9);
    }

    @Test
    void backwardsTheyAreTheSameWithTheOtherSign() {
        assertWeights(new double[] {0.5, 0.6, 0.7}, 0.4, -12, 23, -16, 5);
    }

    /** Weights of a step of a tenth, in units of a tenth over {@code denominator}. */
    private static void assertWeights(double[] times, double to, double denominator, double... expected) {
        double[] weights = AdamsWeights.of(times, to);
        assertThat(weights).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(weights[i]).isCloseTo(0.1 * expected[i] / denominator, within(1e-15));
        }
    }

    @Test
    void onAnyGridPolynomialsOfLowerDegreeThanTheOrderAreIntegratedExactly() {
        double[] times = {0.5, 0.43, 0.2, 0.15};
        double to = 0.83;
        double[] weights = AdamsWeights.of(times, to);
        for (int power = 0; power < times.length; power++) {
            double integral = 0;
            for (int j = 0; j < times.length; j++) {
                integral += weights[j] * Math.pow(times[j], power);
            }
            double exact = (Math.pow(to, power + 1) - Math.pow(times[0], power + 1)) / (power + 1);
            assertThat(integral).as("of t^" + power).isCloseTo(exact, within(1e-14));
        }
    }
}
