package dev.rheo.plugins.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.test.Descent;
import dev.rheo.api.test.Lab;
import org.junit.jupiter.api.Test;

/** Steps of Lion by hand, in numbers that float32 holds exactly: β₁ = ½, β₂ = ¾, η = ⅛. */
class LionStepsTest {
    private static Lion lion(double weightDecay) {
        return new Lion(new Lion.Config(0.125, 0.5, 0.75, weightDecay));
    }

    @Test
    void theSignIsOfTheMomentumBeforeTheStepMixedWithTheGradient() {
        try (Descent descent = Lab.open().descend(lion(0), new double[] {1}, new double[0])) {
            // c = ½·0 + ½·4 = 2, and then m = ¾·0 + ¼·4 = 1
            descent.step(new double[] {4}, 0.125);
            assertThat(descent.parameters()).containsExactly(0.875);
            // c = ½·1 − ½·½ = ¼, and then m = ¾·1 − ¼·½ = 0.625
            descent.step(new double[] {-0.5}, 0.125);
            assertThat(descent.parameters()).containsExactly(0.75);
            // c = ½·0.625 − ½·0.625 = 0: no step; m = ¾·0.625 − ¼·0.625 = 0.3125
            descent.step(new double[] {-0.625}, 0.125);
            assertThat(descent.parameters()).containsExactly(0.75);
            // c = ½·0.3125 − ½·½ < 0, though m = ¾·0.3125 − ¼·½ stays above 0
            descent.step(new double[] {-0.5}, 0.125);
            assertThat(descent.parameters()).containsExactly(0.875);
        }
    }

    @Test
    void decayShrinksWeightsByTheLearningRateTimesItselfAndLeavesTheRest() {
        try (Descent descent = Lab.open().descend(lion(0.5), new double[] {2}, new double[] {2})) {
            descent.step(new double[] {1, 1}, 0.125);
            // 2 (1 − ⅛·½) − ⅛ and 2 − ⅛
            assertThat(descent.parameters()).containsExactly(1.75, 1.875);
            descent.step(new double[] {-8, -8}, 0.25);
            // 1.75 (1 − ¼·½) + ¼ and 1.875 + ¼
            assertThat(descent.parameters()).containsExactly(1.78125, 2.125);
        }
    }
}
