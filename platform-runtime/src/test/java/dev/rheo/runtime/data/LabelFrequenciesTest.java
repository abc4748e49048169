package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFrequenciesTest {
    private final Draws draws = new RandomStreams(7).at("label", 0);

    @Test
    void countsEveryClassAlsoOneWithoutRows() {
        assertThat(LabelFrequencies.of(new int[] {2, 0, 2, 2}, 4).counts()).containsExactly(1L, 0L, 3L, 0L);
    }

    @Test
    void aLabelIsThatOfARowDrawnFromTheSortedRows() {
        int[] sorted = {0, 2, 2, 2, 3, 3};
        LabelFrequencies frequencies = LabelFrequencies.of(List.of(1L, 0L, 3L, 2L));
        for (int row = 0; row < 1000; row++) {
            assertThat(frequencies.draw(draws, row)).isEqualTo(sorted[draws.integer(row, 0, sorted.length)]);
        }
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        LabelFrequencies one = LabelFrequencies.of(new int[] {0, 1, 1}, 2);
        LabelFrequencies other = LabelFrequencies.of(new int[] {1, 0, 1}, 2);
        for (int row = 0; row < 100; row++) {
            assertThat(one.draw(draws, row)).isEqualTo(other.draw(draws, row));
        }
    }

    @Test
    void thereMustBeSomethingToDraw() {
        assertThatThrownBy(() -> LabelFrequencies.of(List.of(0L, 0L))).hasMessageContaining("no labels");
        assertThatThrownBy(() -> LabelFrequencies.of(List.of(1L, (long) Integer.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
