package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void anEarlierFile() throws IOException {
        path = Files.writeString(directory.resolve("samples.npy"), "earlier");
    }

    private NpyWriter begin(Disk disk, long rows) {
        return NpyWriter.begin(new AtomicFiles(disk), path, "the samples", ElementType.F32, List.of(rows, 2L));
    }

    private void onlyTheEarlierFileIsThere() throws IOException {
        assertThat(path).hasContent("earlier");
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).containsExactly(path);
        }
    }

    @Test
    void piecesMakeTheFileThatTheWholeMakes() throws IOException {
        Path whole = directory.resolve("whole.npy");
        Npy.write(
                new AtomicFiles(FaultyDisk.withoutFault()),
                whole,
                "the samples",
                Values.of(1f, 2f, 3f, 4f, 5f, 6f),
                3,
                2);
        try (NpyWriter writer = begin(FaultyDisk.withoutFault(), 3)) {
            writer.append(Values.of(1f, 2f));
            writer.append(Values.of(3f, 4f, 5f, 6f));
            assertThat(path).hasContent("earlier");
            writer.commit();
        }
        assertThat(path).hasSameBinaryContentAs(whole);
    }

    @Test
    void aFileThatWasGivenUpLeavesNoTrace() throws IOException {
        try (NpyWriter writer = begin(FaultyDisk.withoutFault(), 3)) {
            writer.append(Values.of(1f, 2f));
        }
        onlyTheEarlierFileIsThere();
    }

    @Test
    void aSealedFileThatWasGivenUpLeavesNoTrace() throws IOException {
        try (NpyWriter writer = begin(FaultyDisk.withoutFault(), 1)) {
            writer.append(Values.of(1f, 2f));
            writer.seal();
        }
        onlyTheEarlierFileIsThere();
    }

    @Test
    void aFullDiskLeavesTheEarlierFile() throws IOException {
        for (long room : new long[] {0, 100, 130}) {
            assertThatThrownBy(() -> {
                        try (NpyWriter writer = begin(FaultyDisk.fullAfter(room), 3)) {
                            writer.append(Values.of(1f, 2f));
                            writer.append(Values.of(3f, 4f, 5f, 6f));
                            writer.commit();
                        }
                    })
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Cannot write the samples " + path);
            onlyTheEarlierFileIsThere();
        }
    }

    @Test
    void faultsOfTheDeviceLeaveTheEarlierFile() throws IOException {
        for (FaultyDisk.Operation operation :
                List.of(FaultyDisk.Operation.CREATE, FaultyDisk.Operation.SYNC, FaultyDisk.Operation.RENAME)) {
            assertThatThrownBy(() -> {
                        try (NpyWriter writer = begin(FaultyDisk.failingAt(operation, "broken"), 1)) {
                            writer.append(Values.of(1f, 2f));
                            writer.commit();
                        }
                    })
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("broken");
            onlyTheEarlierFileIsThere();
        }
    }

    @Test
    void theNumbersMustBeThoseThatWereAnnounced() throws IOException {
        try (NpyWriter writer = begin(FaultyDisk.withoutFault(), 1)) {
            assertThatThrownBy(() -> writer.append(Values.of(1L, 2L))).hasMessageContaining("2 numbers of I64");
            assertThatThrownBy(() -> writer.append(Values.of(1f, 2f, 3f))).hasMessageContaining("after 0 of 2");
            writer.append(Values.of(1f));
            assertThatThrownBy(writer::commit).hasMessageContaining("1 of 2 numbers were written");
        }
        onlyTheEarlierFileIsThere();
    }
}
