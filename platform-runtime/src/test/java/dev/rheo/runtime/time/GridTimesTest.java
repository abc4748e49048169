package dev.rheo.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.toy.ToyTimes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridTimesTest {
    private static final TimeGrid EVEN = (path, span, steps) -> IntStream.rangeClosed(0, steps)
            .mapToDouble(i -> span.from() + span.length() * i / steps)
            .toArray();

    @Test
    void areTheGridsOwnOnAPathOfContinuousTime() {
        assertThat(GridTimes.on(new ToyTimes.Path(Interval.UNIT), EVEN, 4)).containsExactly(0, 0.25, 0.5, 0.75, 1);
    }

    @Test
    void areMovedToTheNearestTimesOfADiscretePath() {
        assertThat(GridTimes.on(new ToyTimes.Path(Interval.UNIT, 0, 0.2, 0.4, 0.6, 0.8), EVEN, 4))
                .containsExactly(0, 0.2, 0.4, 0.8, 1);
    }

    @Test
    void neverTakeATimeOfADiscretePathTwice() {
        TimeGrid crowded = (path, span, steps) -> new double[] {0, 0.39, 0.41, 0.8, 1};
        assertThat(GridTimes.on(new ToyTimes.Path(Interval.UNIT, 0, 0.2, 0.4, 0.6, 0.8), crowded, 4))
                .containsExactly(0, 0.4, 0.8, 1);
    }

    @Test
    void areRefusedWhereThePathHasTooFew() {
        assertThatThrownBy(() -> GridTimes.on(new ToyTimes.Path(Interval.UNIT, 0, 0.5), EVEN, 3))
                .hasMessageContaining("the path has 2 times, too few for 3 steps");
    }

    @Test
    void areRefusedWhereTheyDoNotAscendFromEndToEnd() {
        TimeGrid turned = (path, span, steps) -> new double[] {1, 0.5, 0};
        assertThatThrownBy(() -> GridTimes.on(new ToyTimes.Path(Interval.UNIT), turned, 2))
                .hasMessageContaining("do not ascend");
    }
}
