package dev.rheo.runtime.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.Table;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Npy;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownRowsTest {
    private static final float GAP = Float.NaN;
    private static final Table FLATS = new Table(List.of(
            new Column("city", Kind.ONE_HOT, List.of("Bern, old", "Graz")),
            new Column("rooms", Kind.INTEGER, List.of()),
            new Column("heating", Kind.CODE, List.of("gas", "wood")),
            Column.real("rent")));

    @TempDir
    Path folder;

    private KnownRows cells(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("known.csv"), text);
        return KnownRows.read(file, List.of(5), FLATS);
    }

    @Test
    void emptyCellsAndColumnsLeftOutAreUnknown() throws IOException {
        KnownRows rows = cells("rent,city,heating\r\n900.5,\"Bern, old\",\r\n,,wood\r\n");
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.values()).containsExactly(1, 0, GAP, GAP, 900.5f, GAP, GAP, GAP, 1, GAP);
    }

    @Test
    void dataThatIsJustNumbersHasColumnsByNumberAndALabelIsNoEntry() throws IOException {
        Path file = Files.writeString(folder.resolve("known.csv"), "x1,label\n-2,3\n");
        assertThat(KnownRows.read(file, List.of(1, 1, 2), Table.NONE).values()).containsExactly(GAP, -2);
    }

    @Test
    void anArrayHasNanForWhatIsUnknown() {
        Path file = folder.resolve("known.npy");
        AtomicFiles files = new AtomicFiles(Disk.local());
        Npy.write(files, file, "rows", Values.of(new float[] {1, GAP, GAP, 4}), 2, 2);
        assertThat(KnownRows.read(file, List.of(2), Table.NONE).values()).containsExactly(1, GAP, GAP, 4);
        Npy.write(files, file, "rows", Values.of(new float[] {1, GAP}), 2);
        assertThat(KnownRows.read(file, List.of(2), Table.NONE).count()).isEqualTo(1);
        assertThatThrownBy(() -> KnownRows.read(file, List.of(3), Table.NONE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("shape [2], and samples have [3]");
        Npy.write(files, file, "rows", Values.of(new long[] {1, 2}), 2);
        assertThatThrownBy(() -> KnownRows.read(file, List.of(2), Table.NONE)).hasMessageContaining("which has no NaN");
    }

    @Test
    void wrongCellsAreRefusedWithTheirPlace() {
        refuses("rent\n1\nmuch\n", "line 3: 'much' in column 'rent' is not a number");
        refuses("rooms\n2.5\n", "line 2: 2.5 in column 'rooms' is not an integer");
        refuses("city\nLinz\n", "'Linz' is no category of column 'city'");
        refuses("price\n1\n", "line 1: there is no column 'price' among [city, rooms, heating, rent]");
        refuses("rent,rooms\n1\n", "line 2: it has 1 cells, and the first line 2");
        refuses("rent\n1e60\n", "row 0 has Infinity");
        refuses("rent\n", "it has no rows");
        assertThatThrownBy(() -> KnownRows.read(folder.resolve("none.csv"), List.of(5), FLATS))
                .hasMessageContaining("there is no such file");
    }

    private void refuses(String text, String why) {
        assertThatThrownBy(() -> cells(text)).isInstanceOf(StoreException.class).hasMessageContaining(why);
    }
}
