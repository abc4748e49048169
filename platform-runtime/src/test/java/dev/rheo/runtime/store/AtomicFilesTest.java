package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFilesTest {
    @TempDir
    Path directory;

    private Path target;

    @BeforeEach
    void oldContent() throws IOException {
        target = directory.resolve("run.json");
        Files.writeString(target, "old");
    }

    private static AtomicFiles on(Disk disk) {
        return new AtomicFiles(disk);
    }

    private void assertOldContentAndNoLitter() {
        assertThat(target).hasContent("old");
        assertThat(AtomicFiles.entries(directory)).containsExactly(target);
    }

    @Test
    void replacesTheOldContentAndLeavesNoLitter() {
        on(Disk.local()).write(target, "the state", "new");

        assertThat(target).hasContent("new");
        assertThat(AtomicFiles.entries(directory)).containsExactly(target);
    }

    @Test
    void showsReadersTheOldContentUntilTheNewIsWhole() {
        on(Disk.local()).write(target, "the state", out -> {
            out.write('n');
            assertThat(target).hasContent("old");
            out.write('w');
        });

        assertThat(target).hasContent("nw");
    }

    @Test
    void syncsBeforeItRenames() {
        List<FaultyDisk.Operation> order = new ArrayList<>();
        Disk recording = new FaultyDisk(Long.MAX_VALUE, (operation, path) -> order.add(operation));

        on(recording).write(target, "the state", "new");

        assertThat(order)
                .containsExactly(
                        FaultyDisk.Operation.CREATE,
                        FaultyDisk.Operation.WRITE,
                        FaultyDisk.Operation.SYNC,
                        FaultyDisk.Operation.RENAME);
    }

    @Test
    void writesWholeFilesWhileTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        on(Disk.local()).write(target, "the state", "new");

        assertThat(Thread.interrupted())
                .as("the interrupt is kept for the caller")
                .isTrue();
        assertThat(target).hasContent("new");
    }

    @Test
    void reportsAFullDisk() {
        StoreException full = catchThrowableOfType(
                StoreException.class, () -> on(FaultyDisk.fullAfter(2)).write(target, "the state", "new"));

        assertThat(full.what()).isEqualTo("Cannot write the state");
        assertThat(full.where()).isEqualTo(target.toString());
        assertThat(full.why()).startsWith("no space left on the disk");
        assertThat(full.remedy()).isEqualTo("Free some space and resume: what was written before is intact.");
        assertOldContentAndNoLitter();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "WRITE", "SYNC", "RENAME"})
    void keepsTheOldContentWhicheverOperationFails(FaultyDisk.Operation operation) {
        Disk faulty = FaultyDisk.failingAt(operation, "Input/output error");

        assertThatThrownBy(() -> on(faulty).write(target, "the state", "new"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Input/output error");
        assertOldContentAndNoLitter();
    }

    @Test
    void keepsTheOldContentIfTheProducerItselfFails() {
        assertThatThrownBy(() -> on(Disk.local()).write(target, "the state", out -> {
                    out.write('n');
                    throw new IllegalStateException("no more numbers");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertOldContentAndNoLitter();
    }

    @Test
    void reportsAReadOnlyDirectory() {
        Disk readOnly = FaultyDisk.failingAt(FaultyDisk.Operation.CREATE, "Read-only file system");

        assertThatThrownBy(() -> on(readOnly).write(target, "the state", "new"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("read-only for this user")
                .hasMessageContaining("Change its permissions or choose a directory that can be written.");
    }

    @Test
    void reportsAFileWhereADirectoryShouldBe() {
        assertThatThrownBy(() -> on(Disk.local()).write(target.resolve("state.json"), "the state", "new"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(target + " is a file where a directory is needed");
        assertThatThrownBy(() -> on(Disk.local()).createDirectories(target.resolve("deep/er"), "the run"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(target + " is a file where a directory is needed");
        assertThatThrownBy(() -> AtomicFiles.entries(target.resolve("checkpoints")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(target + " is a file where a directory is needed");
    }

    @Test
    void reportsAVanishedDirectory() {
        Path gone = directory.resolve("gone/run.json");

        assertThatThrownBy(() -> on(Disk.local()).write(gone, "the state", "new"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(gone.getParent() + " does not exist or has been removed");
    }

    @Test
    void reportsADirectoryInTheWay() {
        Path occupied = directory.resolve("report.html");
        on(Disk.local()).createDirectories(occupied.resolve("x"), "the report");

        assertThatThrownBy(() -> on(Disk.local()).write(occupied, "the report", "new"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a directory of that name is in the way");
    }

    @Test
    void removesOnlyLeftoversOfItsOwn() throws IOException {
        Files.createDirectories(AtomicFiles.temporaryBeside(target).resolve("half"));
        Files.writeString(AtomicFiles.temporaryBeside(target), "half");
        Path foreign = Files.writeString(directory.resolve(".notes.tmp"), "mine");

        on(Disk.local()).removeLeftovers(directory);

        assertThat(AtomicFiles.entries(directory)).containsExactly(foreign, target);
    }
}
