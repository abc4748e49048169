package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.time.Interval;
import org.junit.jupiter.api.Test;

class TimeGridTest {
    @Test
    void beginsAndEndsExactly() {
        double[] grid = TimeGrid.uniform(new Interval(0.1, 0.7), 3);
        assertThat(grid[0]).isEqualTo(0.1);
        assertThat(grid[3]).isEqualTo(0.7);
        assertThat(grid).hasSize(4).isSorted();
    }

    @Test
    void stopsAreTheRequestedTimesInsideInOrderAndOnce() {
        assertThat(TimeGrid.stops(new Interval(0.1, 0.9), new double[] {0.5, 0, 0.3, 0.5, 1}))
                .containsExactly(0.1, 0.3, 0.5, 0.9);
    }

    @Test
    void nearestTakesTheEarlierOfTwoEquallyNear() {
        assertThat(TimeGrid.nearest(new double[] {0, 0.5, 1}, new double[] {0.25, 0.26, 2}))
                .containsExactly(0, 1, 2);
    }
}
