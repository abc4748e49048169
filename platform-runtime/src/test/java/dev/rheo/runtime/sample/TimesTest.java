package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void aSolveComesByTheRequestedTimesInItsOwnDirection() {
        double[] requested = {0.5, 0, 0.3, 1};
        assertThat(Times.order(requested, 1)).containsExactly(1, 2, 0, 3);
        assertThat(Times.order(requested, -1)).containsExactly(3, 0, 2, 1);
    }

    @Test
    void nearestTakesTheEarlierOfTwoEquallyNear() {
        assertThat(Times.nearest(new double[] {0, 0.5, 1}, new double[] {0.25, 0.26, 2}))
                .containsExactly(0, 1, 2);
    }
}
