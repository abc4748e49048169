package dev.rheo.plugins.timesteps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.LossAwareSampler.History;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import org.junit.jupiter.api.Test;

class LossSecondMomentTest {
    private final LossAwareSampler sampler = Samplers.lossSecondMoment(4, 2);
    private static final double[] BINS = {0.1, 0.3, 0.6, 0.9};

    @Test
    void isUniformUntilEveryBinHasItsLosses() {
        History history = sampler.history();
        history.note(BINS, new double[] {1, 2, 3, 4});
        assertThat(history.law().density(0.9)).isCloseTo(1, within(1e-15));
        history.note(BINS, new double[] {1, 2, 3, 4});
        assertThat(history.law().density(0.9)).isGreaterThan(1.5);
    }

    @Test
    void binsWeighAsTheRootOfTheMeanSquareOfTheirLastLosses() {
        History history = sampler.history();
        history.note(BINS, new double[] {100, 100, 100, 100}); // forgotten
        history.note(BINS, new double[] {1, 0, 2, 7});
        history.note(BINS, new double[] {1, 0, 2, 1});
        TimestepSampler law = history.law();
        double total = 1 + 0 + 2 + 5; // √((7² + 1²)/2) = 5
        for (int k = 0; k < 4; k++) {
            double wanted = 0.999 * new double[] {1, 0, 2, 5}[k] / total + 0.001 / 4;
            assertThat(law.density(BINS[k]) / 4).isCloseTo(wanted, within(1e-12));
        }
        assertThat(law.weighting()).isEqualTo(Weighting.IMPORTANCE);
    }

    @Test
    void aLawDoesNotChangeWithWhatIsNotedLater() {
        History history = sampler.history();
        history.note(BINS, new double[] {1, 2, 3, 4});
        history.note(BINS, new double[] {1, 2, 3, 4});
        TimestepSampler law = history.law();
        double before = law.density(0.9);
        history.note(BINS, new double[] {9, 9, 9, 0});
        assertThat(law.density(0.9)).isEqualTo(before);
    }

    @Test
    void goesOnFromItsStateToTheBit() {
        History history = sampler.history();
        history.note(BINS, new double[] {1, 2, 3, 4});
        history.note(new double[] {0.1, 0.9}, new double[] {0.1, 0.7});
        History restored = sampler.history();
        restored.restore(history.state());
        for (History each : new History[] {history, restored}) {
            each.note(BINS, new double[] {0.3, 0.5, 0.7, 0.9});
        }
        assertThat(restored.state()).containsExactly(history.state());
        assertThat(restored.law().quantile(0.37)).isEqualTo(history.law().quantile(0.37));
    }

    @Test
    void refusesTheStateOfOtherOptions() {
        float[] other = Samplers.lossSecondMoment(5, 2).history().state();
        assertThatThrownBy(() -> sampler.history().restore(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it holds 15 numbers about losses, but 4 bins of 2 losses have 12");
    }

    @Test
    void lossesThatAreNoNumbersLeaveTheLawUniform() {
        for (double loss : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            History history = sampler.history();
            history.note(BINS, new double[] {loss, loss, loss, loss});
            history.note(BINS, new double[] {loss, loss, loss, loss});
            assertThat(history.law().density(0.2)).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void cannotStandInsideAnother() {
        assertThatThrownBy(() -> new AntitheticTimesteps(sampler)).hasMessageContaining("losses would not reach it");
        assertThatThrownBy(() -> new ShiftedTimesteps(sampler, 3)).hasMessageContaining("losses would not reach it");
    }
}
