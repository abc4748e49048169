package dev.rheo.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Traits;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static Participant giving(String title, Traits traits) {
        return new Participant(title, title, traits, true);
    }

    @Test
    void conditions_are_followed_through_chains_in_any_order() {
        Standing standing = new Standing(List.of(
                giving("c", Traits.NONE.providesIf("three", List.of("two"), "")),
                giving("b", Traits.NONE.providesIf("two", List.of("one"), "")),
                giving("a", Traits.of("one"))));
        assertThat(standing.holds("three")).isTrue();
        assertThat(standing.withdrawn("three")).isEmpty();
    }

    @Test
    void traits_that_only_support_each_other_do_not_hold() {
        Standing standing = new Standing(List.of(
                giving("a", Traits.NONE.providesIf("one", List.of("two"), "")),
                giving("b", Traits.NONE.providesIf("two", List.of("one"), ""))));
        assertThat(standing.holds("one")).isFalse();
        assertThat(standing.withdrawn("one")).hasSize(1);
    }

    @Test
    void all_conditions_are_needed() {
        Traits both = Traits.NONE.providesIf("x", List.of("one", "two"), "");
        assertThat(new Standing(List.of(giving("a", both), giving("b", Traits.of("one")))).holds("x"))
                .isFalse();
        assertThat(new Standing(List.of(giving("a", both), giving("b", Traits.of("one", "two")))).holds("x"))
                .isTrue();
    }

    @Test
    void every_kind_of_demand_is_judged() {
        Traits demands = Traits.of("here")
                .requires("gone", "a")
                .requires("here", "b")
                .excludes("here", "c")
                .excludes("gone", "d")
                .discourages("here", "e")
                .discourages("gone", "f");
        assertThat(new Standing(List.of(giving("a", demands))).violations())
                .extracting(violation -> violation.demand().because())
                .containsExactly("a", "c", "e");
    }
}
