package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import org.junit.jupiter.api.Test;

class ConditionInputTest {
    /** Two rows of one number and two tokens. */
    private static final Points ROWS = new Points(new float[] {0.5f, 3, 1, -2, 0, 4}, 2, 3);

    @Test
    void numbersAndTokensGoToInputsOfTheirOwn() {
        ConditionInput input = new ConditionInput(1, 1, 5);
        assertThat(input.numbers(ROWS, i -> false)).containsExactly(0.5f, -2);
        assertThat(input.tokens(ROWS, i -> false)).containsExactly(3, 1, 0, 4);
    }

    @Test
    void whatIsWithheldIsZeroWithAFlagAndTheTokenBeyondTheVocabulary() {
        ConditionInput input = new ConditionInput(1, 2, 5);
        assertThat(input.numbers(ROWS, i -> i == 1)).containsExactly(0.5f, 0, 0, 1);
        assertThat(input.tokens(ROWS, i -> i == 1)).containsExactly(3, 1, 5, 5);
    }
}
