package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.store.Checkpoints.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process finds that was killed while it saved: the directory is copied before every single operation of a save, and
 * each copy opened as the next process would.
 */
class CheckpointCrashTest {
    @TempDir
    Path directory;

    private final List<Path> copies = new ArrayList<>();

    private Path live() {
        return directory.resolve("live");
    }

    private Checkpoints copying() {
        Disk disk = new FaultyDisk(Long.MAX_VALUE, (operation, path) -> {
            Path copy = directory.resolve("copy-" + copies.size());
            copyTree(live(), copy);
            copies.add(copy);
        });
        return new Checkpoints(live(), "digits", new AtomicFiles(disk));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static Checkpoints local(Path path) {
        return new Checkpoints(path, "digits", new AtomicFiles(FaultyDisk.withoutFault()));
    }

    @Test
    void findsTheOldCheckpointOrTheNewWhereverASaveIsCutShort() {
        local(live()).save(CheckpointsTest.at(10), Retention.keepLast(1));

        copying().save(CheckpointsTest.at(20), Retention.keepLast(1));

        assertThat(copies).hasSizeGreaterThan(15);
        for (Path copy : copies) {
            Checkpoints.Newest newest = local(copy).newest();
            Checkpoint found = newest.checkpoint().orElseThrow();
            assertThat(newest.skipped()).isEmpty();
            CheckpointsTest.assertSame(found, CheckpointsTest.at(found.step()));
        }
        assertThat(copies).anyMatch(copy -> local(copy).steps().equals(List.of(10L, 20L)));
    }

    @Test
    void repairsWhateverASaveLeftAndGoesOnToTheSameBytes() {
        local(live()).save(CheckpointsTest.at(10), Retention.keepLast(1));
        copying().save(CheckpointsTest.at(20), Retention.keepLast(1));

        for (Path copy : copies) {
            local(copy).repair();
            assertThat(AtomicFiles.entries(copy))
                    .allMatch(entry -> entry.getFileName().toString().startsWith("step-"));
            local(copy).save(CheckpointsTest.at(20), Retention.keepLast(1));

            assertThat(local(copy).steps()).containsExactly(20L);
            CheckpointsTest.assertSame(local(copy).load(20), CheckpointsTest.at(20));
            assertThat(copy.resolve("step-20/state.json")).hasSameBinaryContentAs(live().resolve("step-20/state.json"));
        }
    }

    @Test
    void losesNothingWhenTheReplacementOfTheSameStepIsCutShort() {
        local(live()).save(CheckpointsTest.at(10), Retention.keepLast(1));

        copying().save(CheckpointsTest.at(10), Retention.keepLast(1));

        assertThat(copies).anyMatch(copy -> local(copy).steps().isEmpty());
        for (Path copy : copies) {
            local(copy).repair();
            CheckpointsTest.assertSame(local(copy).newest().checkpoint().orElseThrow(), CheckpointsTest.at(10));
            assertThat(AtomicFiles.entries(copy)).hasSize(1);
        }
    }

    /** The test must be able to fail: writing straight into place is caught by the same copies. */
    @Test
    void wouldCatchAWriterThatDoesNotRename() throws IOException {
        local(live()).save(CheckpointsTest.at(10), Retention.keepLast(1));
        AtomicFiles plain = new AtomicFiles(new FaultyDisk(Long.MAX_VALUE, (operation, path) -> {
            Path copy = directory.resolve("copy-" + copies.size());
            copyTree(live(), copy);
            copies.add(copy);
        }));
        Path target = Files.createDirectory(live().resolve("step-20"));

        new CheckpointCodec("digits", plain).write(target, CheckpointsTest.at(20));

        assertThat(copies).anyMatch(copy -> !local(copy).newest().skipped().isEmpty());
    }
}
