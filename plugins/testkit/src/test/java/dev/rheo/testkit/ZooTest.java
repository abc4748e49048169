package dev.rheo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.track.Tracker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A zoo counts what went through it. Its rules here: a number is positive, and it is even. */
class ZooTest {
    private final Zoo<Integer> zoo = Zoo.of(
            Tracker.class,
            List.of(
                    new Rule<>(
                            "POSITIVE", "above 0", number -> assertThat(number).isPositive()),
                    new Rule<>("EVEN", "even", number -> assertThat(number % 2).isZero())));

    private static void examine(Zoo<Integer> zoo, int... numbers) {
        for (int number : numbers) {
            zoo.violated(number);
        }
    }

    @Test
    void threeThatBreakOneRuleEachAreEnough() {
        examine(zoo, 2, -2, 1, 3);
        assertThatCode(zoo::demand).doesNotThrowAnyException();
    }

    @Test
    void oneThatBreaksTwoRulesIsNotCounted() {
        examine(zoo, -2, 1, -1);
        assertThatThrownBy(zoo::demand).hasMessageContaining("only 2 wrong components");
    }

    @Test
    void aRuleThatCatchesNothingIsNamed() {
        examine(zoo, 1, 3, 5);
        assertThatThrownBy(zoo::demand).hasMessageContaining("no wrong component is caught by POSITIVE");
    }

    @Test
    void anExcuseHoldsAsLongAsItIsNeeded() {
        Zoo<Integer> excused = zoo.without("POSITIVE", "negative numbers cannot be made here");
        examine(excused, 1, 3, 5);
        assertThatCode(excused::demand).doesNotThrowAnyException();
        examine(excused, -2);
        assertThatThrownBy(excused::demand).hasMessageContaining("needs no excuse");
    }
}
