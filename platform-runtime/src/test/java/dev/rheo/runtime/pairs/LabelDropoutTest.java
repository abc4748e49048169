package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LabelDropoutTest {
    private final Draws draws = new RandomStreams(3).at("label-dropout", 0);

    @Test
    void dropsItsFractionOfTheLabels() {
        int n = 100_000;
        int[] labels = new LabelDropout(0.15, 7).apply(new int[n], draws);
        double dropped = Arrays.stream(labels).filter(label -> label == 7).count();
        // Binomial, six standard errors: false alarm 2e-9.
        assertThat(dropped / n).isCloseTo(0.15, within(6 * Math.sqrt(0.15 * 0.85 / n)));
        assertThat(Arrays.stream(labels).distinct()).containsExactlyInAnyOrder(0, 7);
    }

    @Test
    void leavesTheGivenLabelsAlone() {
        int[] labels = {1, 2, 3, 4};
        new LabelDropout(0.99, 7).apply(labels, draws);
        assertThat(labels).containsExactly(1, 2, 3, 4);
    }

    @Test
    void withoutAFractionNothingIsDropped() {
        int[] labels = {1, 2, 3, 4};
        assertThat(LabelDropout.NONE.apply(labels, draws)).isSameAs(labels);
    }
}
