package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void stopsAreTheRequestedTimesInsideInOrderAndOnce() {
        assertThat(Times.stops(0.1, 0.9, new double[] {0.5, 0, 0.3, 0.5, 1})).containsExactly(0.1, 0.3, 0.5, 0.9);
    }

    @Test
    void stopsOfASolveBackwardsDescend() {
        assertThat(Times.stops(0.9, 0.1, new double[] {0.5, 0, 0.3, 0.5, 1})).containsExactly(0.9, 0.5, 0.3, 0.1);
    }

    @Test
    void nearestTakesTheEarlierOfTwoEquallyNear() {
        assertThat(Times.nearest(new double[] {0, 0.5, 1}, new double[] {0.25, 0.26, 2}))
                .containsExactly(0, 1, 2);
    }
}
