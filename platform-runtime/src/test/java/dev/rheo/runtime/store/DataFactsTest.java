package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFactsTest {
    private static final DataFacts DIGITS =
            new DataFacts(1, List.of(1, 8, 8), 2, 100, List.of(8.0), List.of(0.1), List.of(60L, 30L));

    @TempDir
    Path path;

    @Test
    void areThereOnceTheyHaveBeenWritten() {
        RunDirectory run = new RunDirectory(path, new AtomicFiles(Disk.local()));
        assertThat(run.data()).isEmpty();

        run.writeData(DIGITS);

        assertThat(run.data()).contains(DIGITS);
    }

    @Test
    void areAFileForOtherProgramsToRead() {
        new RunDirectory(path, new AtomicFiles(Disk.local())).writeData(DIGITS);

        assertThat(path.resolve("data.json")).hasContent("""
                {
                  "formatVersion" : 1,
                  "shape" : [ 1, 8, 8 ],
                  "classes" : 2,
                  "rows" : 100,
                  "shift" : [ 8.0 ],
                  "scale" : [ 0.1 ],
                  "labelCounts" : [ 60, 30 ]
                }
                """);
    }

    @Test
    void keepTheColumnsOfATable() {
        Column town = new Column("town", Column.Kind.ONE_HOT, List.of("Oslo", "Rome"));
        DataFacts table =
                new DataFacts(1, List.of(2), 0, 9, List.of(1.0), List.of(2.0), List.of(), List.of(town), List.of());
        RunDirectory run = new RunDirectory(path, new AtomicFiles(Disk.local()));

        run.writeData(table);

        assertThat(run.data()).contains(table);
        assertThat(table.agreesWith(new DataFacts(1, List.of(2), 0, 9, List.of(1.0), List.of(2.0), List.of())))
                .isFalse();
    }

    @Test
    void thatDoNotFitTogetherAreDamaged() throws IOException {
        RunDirectory run = new RunDirectory(path, new AtomicFiles(Disk.local()));
        run.writeData(DIGITS);
        String good = Files.readString(path.resolve("data.json"));
        List<String> bad = List.of(
                good.replace("[ 1, 8, 8 ]", "[ 65536, 65536, 2 ]"),
                good.replace("[ 1, 8, 8 ]", "[ -1, 8, 8 ]"),
                good.replace("[ 1, 8, 8 ]", "[ ]"),
                good.replace("[ 0.1 ]", "[ 0.0 ]"),
                good.replace("[ 8.0 ]", "[ 8.0, 8.0 ]"),
                good.replace("60", "4000000000"),
                good.replace("[ 60, 30 ]", "[ 0, 0 ]"),
                good.replace("\"classes\" : 2", "\"classes\" : 3"));
        for (String json : bad) {
            Files.writeString(path.resolve("data.json"), json);

            assertThatThrownBy(run::data)
                    .as(json)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void agreeUpToRounding() {
        assertThat(DIGITS.agreesWith(changed(8.0 + 1e-12, 60))).isTrue();
        assertThat(DIGITS.agreesWith(changed(8.001, 60))).isFalse();
        assertThat(DIGITS.agreesWith(changed(8.0, 59))).isFalse();
    }

    private static DataFacts changed(double shift, long first) {
        return new DataFacts(1, List.of(1, 8, 8), 2, 100, List.of(shift), List.of(0.1), List.of(first, 30L));
    }

    @Test
    void ofConstantFeaturesMayBeWrittenInBothWays() {
        DataFacts one = new DataFacts(1, List.of(2), 0, 9, List.of(1.0), List.of(2.0), List.of());
        DataFacts each = new DataFacts(1, List.of(2), 0, 9, List.of(1.0, 1.0), List.of(2.0, 2.0), List.of());
        assertThat(one.agreesWith(each)).isTrue();
        assertThatThrownBy(() -> new DataFacts(1, List.of(3), 0, 9, List.of(1.0, 1.0), List.of(2.0), List.of()))
                .hasMessageContaining("2 shifts for 3 features");
    }
}
