package dev.rheo.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Column.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(List.of(
            new Column("age", Kind.INTEGER, List.of()),
            new Column("town", Kind.ONE_HOT, List.of("Oslo", "Rome")),
            new Column("team", Kind.CODE, List.of("blue", "red")),
            Column.real("height")));

    @Test
    void knowsWhereColumnsBegin() {
        assertThat(table.width()).isEqualTo(5);
        assertThat(table.offset(2)).isEqualTo(3);
    }

    @Test
    void settlesEveryNumberOnWhatItsColumnCanHold() {
        Points settled = table.settle(new Points(new float[] {30.6f, 0.2f, 0.3f, 1.4f, 1.75f}, 1, 5));
        assertThat(settled.values()).containsExactly(31, 0, 1, 1.4f, 1.75f);
    }

    @Test
    void keepsCodesWithinTheirCategories() {
        Points settled = table.settle(new Points(new float[] {0, 1, 0, -3, 0, 0, 1, 0, 7, 0}, 2, 5));
        assertThat(settled.values()[3]).isZero();
        assertThat((int) settled.values()[8]).isEqualTo(1);
    }

    @Test
    void settlingTwiceChangesNothingMore() {
        Points once = table.settle(new Points(new float[] {30.6f, 0.2f, 0.3f, 2.4f, 1.75f}, 1, 5));
        assertThat(table.settle(once).values()).isEqualTo(once.values());
    }

    @Test
    void givesCellsBack() {
        float[] values = {30.6f, 0.2f, 0.3f, 1.4f, 1.75f};
        assertThat(List.of(
                        table.columns().get(0).cell(values, 0),
                        table.columns().get(1).cell(values, 1),
                        table.columns().get(2).cell(values, 3),
                        table.columns().get(3).cell(values, 4)))
                .containsExactly("31", "Rome", "red", "1.75");
    }

    @Test
    void refusesCategoriesWhereThereAreNone() {
        assertThatThrownBy(() -> new Column("x", Kind.REAL, List.of("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Column("x", Kind.CODE, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
