package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.RandomStreams;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that stay in their store, against the same rows loaded. */
class StoredDataTest {
    private static final int ROWS = 101;
    private static final int WIDTH = 3;

    /** The same rows either way. */
    private record Either(Rows rows, Preparation preparation, boolean stays) implements DataSource {
        @Override
        public DataInfo info() {
            return new DataInfo(rows.shape(), rows.classes(), rows.points().count(), 1);
        }

        @Override
        public Rows load(RandomStreams random) {
            assertThat(stays).as("nothing is loaded that stays in its store").isFalse();
            return rows;
        }

        @Override
        public Optional<RowStore> stored() {
            return stays ? Optional.of(new Store(rows)) : Optional.empty();
        }
    }

    private record Store(Rows rows) implements RowStore {
        @Override
        public int count() {
            return rows.points().count();
        }

        @Override
        public void read(int row, float[] into, int at) {
            System.arraycopy(rows.points().values(), row * WIDTH, into, at, WIDTH);
        }

        @Override
        public int @Nullable [] labels() {
            return rows.labels();
        }
    }

    private static Rows rows() {
        float[] values = new float[ROWS * WIDTH];
        int[] labels = new int[ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37) % 101;
        }
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % 4;
        }
        return new Rows(new Points(values, ROWS, WIDTH), SampleShape.of(WIDTH), labels, 4);
    }

    private static PreparedData prepared(Rows rows, Standardise standardise, boolean stays) {
        Preparation preparation = new Preparation(0.2, standardise, false, standardise == Standardise.RANGE, 0);
        return PreparedData.load(new Either(rows, preparation, stays), new RandomStreams(7));
    }

    @ParameterizedTest
    @EnumSource(Standardise.class)
    void aMinibatchIsThatOfLoadedRows(Standardise standardise) {
        PreparedData loaded = prepared(rows(), standardise, false);
        PreparedData stored = prepared(rows(), standardise, true);
        int[] batch = {5, 0, 80, 5};

        Rows expected = loaded.supply().select(batch);
        Rows given = stored.supply().select(batch);

        assertThat(stored.supply().count()).isEqualTo(loaded.supply().count());
        assertThat(given.labels()).isEqualTo(expected.labels());
        assertThat(given.points().values()).containsExactly(expected.points().values(), within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardise.class,
            names = {"NONE", "RANGE"})
    void whatDoesNotDependOnTheOrderOfSumsIsTheSameToTheBit(Standardise standardise) {
        PreparedData loaded = prepared(rows(), standardise, false);
        PreparedData stored = prepared(rows(), standardise, true);

        assertThat(stored.training().points().values())
                .isEqualTo(loaded.training().points().values());
        assertThat(stored.heldOut().points().values())
                .isEqualTo(loaded.heldOut().points().values());
        assertThat(stored.facts()).isEqualTo(loaded.facts());
    }

    @ParameterizedTest
    @EnumSource(Standardise.class)
    void theRecordOfTheDataAgreesWithThatOfLoadedRows(Standardise standardise) {
        assertThat(prepared(rows(), standardise, true)
                        .facts()
                        .agreesWith(prepared(rows(), standardise, false).facts()))
                .isTrue();
    }

    @Test
    void aNumberThatIsNotFiniteIsFoundBeforeTheTraining() {
        Rows rows = rows();
        PreparedData whole = prepared(rows, Standardise.NONE, true);
        int row = whole.numbers()[3];
        rows.points().values()[row * WIDTH + 2] = Float.NaN;

        assertThatThrownBy(() -> prepared(rows, Standardise.NONE, true))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row " + row + ", column 2 of the data is NaN");
    }

    @Test
    void aLabelOutsideTheClassesIsRefused() {
        Rows rows = rows();
        rows.labels()[9] = 4;

        assertThatThrownBy(() -> prepared(rows, Standardise.NONE, true))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 9 of the data has the label 4");
    }

    @Test
    void latentsAreMadeOfLoadedRowsOnly() {
        PreparedData stored = prepared(rows(), Standardise.NONE, true);

        assertThatThrownBy(() -> stored.encoded(Encoding.NONE, SampleShape.of(WIDTH)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be encoded");
    }
}
