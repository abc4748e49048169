package dev.rheo.runtime.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"sigmamin, sigmaMin", "sigma_min, sigmaMin", "sgimaMin, sigmaMin", "bacth, batch", "step, steps"})
    void a_slip_is_recognised(String word, String meant) {
        assertThat(Suggestion.of(word, List.of("steps", "batch", "sigmaMin", "ema")))
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"width", "emu2x", "x", "sigmaMaximum"})
    void another_word_is_not(String word) {
        assertThat(Suggestion.of(word, List.of("steps", "batch", "sigmaMin", "ema")))
                .isEmpty();
    }

    @Test
    void a_transposition_is_one_edit() {
        assertThat(Suggestion.distance("bacth", "batch")).isEqualTo(1);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    }
}
