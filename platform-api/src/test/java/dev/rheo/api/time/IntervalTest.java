package dev.rheo.api.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @Test
    void timesAreClippedToIt() {
        Interval interval = new Interval(0.25, 0.75);
        assertThat(interval.clip(0)).isEqualTo(0.25);
        assertThat(interval.clip(0.5)).isEqualTo(0.5);
        assertThat(interval.clip(1)).isEqualTo(0.75);
        assertThat(interval.length()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 1", "0, 1.1", "0.5, 0.5", "0.6, 0.4", "NaN, 1", "0, NaN"})
    void whatIsNoRangeOfFlowTimesIsRefused(double from, double to) {
        assertThatThrownBy(() -> new Interval(from, to)).isInstanceOf(IllegalArgumentException.class);
    }
}
