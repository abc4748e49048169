package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.await;
import static dev.rheo.distribution.Distribution.command;
import static dev.rheo.distribution.Distribution.hash;
import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.launcher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.distribution.Distribution.Started;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The disk and the folders under a running process fail it: it stops with a sentence, and what was saved can be gone on with. */
@DisabledOnOs(OS.WINDOWS)
class FaultsIT {
    private static final int STEPS = 1500;

    @TempDir
    static Path folder;

    private static Path manifest;
    private static String wholeHash;
    private static int tests;

    private Path runs;
    private Finished last;

    @BeforeAll
    static void trainWithoutFault() throws IOException {
        manifest = Files.writeString(folder.resolve("faults.yaml"), """
                rheo: 1
                name: faults
                seed: 5
                data: {type: moons, samples: 500}
                path: {type: linear, sigma: 0.05}
                coupling: minibatch-ot
                network: {type: mlp, width: 16, depth: 2}
                train: {steps: %d, batch: 32, threads: 1, checkpointEvery: 50, logEvery: 5, ema: 0.99, optimizer: adamw}
                sample: {count: 32, solver: {type: euler, steps: 4}}
                """.formatted(STEPS));
        Path whole = folder.resolve("whole");
        Finished finished = here("train", manifest.toString(), "--runs", whole.toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        wholeHash = hash(Distribution.onlyRun(whole));
    }

    @BeforeEach
    void makeRoom() throws IOException {
        runs = Files.createDirectories(folder.resolve("runs-" + tests++));
    }

    @AfterEach
    void noStackTrace() {
        assertThat(last.all()).doesNotContain("\tat ", "Exception in thread", "java.lang.", "unexpected:");
    }

    private Started train(String... overrides) {
        return Distribution.start(folder, Map.of(), arguments(overrides));
    }

    private List<String> arguments(String... overrides) {
        List<String> command =
                new ArrayList<>(command(launcher(), "train", manifest.toString(), "--runs", runs.toString()));
        command.addAll(List.of(overrides));
        return command;
    }

    private Path runWithCheckpoint() throws Exception {
        return await(() -> Distribution.runs(runs).stream()
                .filter(Distribution::hasCheckpoint)
                .findFirst()
                .orElse(null));
    }

    private void failed(String... words) {
        assertThat(last.exit()).as(last.all()).isEqualTo(1);
        assertThat(last.err()).contains("rheo: Cannot ").contains(words).contains("  help: ");
    }

    private void resumesToTheSameBits(Path run) throws IOException {
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            assertThat(checkpoints).isNotEmpty();
        }
        last = here("resume", run.toString());
        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(last.err())
                .containsPattern("from step \\d+, " + STEPS + " steps")
                .doesNotContain("is skipped");
        assertThat(hash(run)).isEqualTo(wholeHash);
        try (Stream<Path> tree = Files.walk(run)) {
            assertThat(tree).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void aRunWhoseFolderVanishesStopsAndGoesOnWhereTheFolderIsNow() throws Exception {
        Started started = train("train.steps=100000000");
        Path run = runWithCheckpoint();
        Path moved = Files.move(run, folder.resolve("moved"));
        last = started.await();

        failed(run + " does not exist or has been removed", "Restore it");
        assertThat(run).as("is not brought back as a shell").doesNotExist();
        setSteps(moved);
        resumesToTheSameBits(moved);
    }

    @Test
    void aRunWhoseFolderBecomesAFileStops() throws Exception {
        Started started = train("train.steps=100000000");
        Path run = runWithCheckpoint();
        Path moved = Files.move(run, folder.resolve("moved-from-the-file"));
        Files.writeString(run, "mine");
        last = started.await();

        failed(run + " is a file where a directory is needed");
        assertThat(run).hasContent("mine");
        setSteps(moved);
        resumesToTheSameBits(moved);
    }

    /** What the run would have been with the steps of {@link #wholeHash}; it was stopped long before. */
    private static void setSteps(Path run) throws IOException {
        Path resolved = run.resolve("resolved.yaml");
        Files.writeString(resolved, Files.readString(resolved).replace("steps: 100000000", "steps: " + STEPS));
    }

    @Test
    void aRunWhoseFolderBecomesReadOnlyStops() throws Exception {
        Started started = train("train.steps=100000000");
        Path run = runWithCheckpoint();
        Path checkpoints = run.resolve("checkpoints");
        boolean readOnly = setReadOnly(checkpoints);
        try {
            if (!readOnly) {
                started.signal("KILL");
            }
            last = started.await();
            assumeThat(readOnly)
                    .as("this user and file system know nothing that is read-only")
                    .isTrue();
            failed("is read-only for this user", "Change its permissions");
            assertThat(Json.file(run.resolve("run.json"))).containsEntry("status", "failed");
        } finally {
            setWritable(checkpoints);
        }
        setSteps(run);
        resumesToTheSameBits(run);
    }

    /** By permissions, or, since these do not stop the superuser, by the attribute that does. */
    private static boolean setReadOnly(Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        if (isWritable(directory)) {
            succeeds("chattr", "+i", directory.toString());
        }
        return !isWritable(directory);
    }

    private static void setWritable(Path directory) throws Exception {
        succeeds("chattr", "-i", directory.toString());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean isWritable(Path directory) throws IOException {
        try {
            Files.delete(Files.createTempFile(directory, "probe", ""));
            return true;
        } catch (AccessDeniedException readOnly) {
            return false;
        } catch (FileSystemException readOnly) {
            return false;
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    void aRunDoesNotMindThatItsWorkingFolderVanishes() throws Exception {
        Path working = Files.createDirectories(folder.resolve("working"));
        Started started = Distribution.start(working, Map.of(), arguments());
        runWithCheckpoint();
        Files.delete(working);
        last = started.await();

        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(hash(Distribution.onlyRun(runs))).isEqualTo(wholeHash);
    }

    @Test
    void aCommandInAFolderThatHasVanishedIsRefused() {
        String script = "mkdir gone && cd gone && rmdir ../gone && exec '" + launcher() + "' components";
        last = Distribution.start(folder, Map.of(), List.of("sh", "-c", script)).await();

        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.err()).contains("rheo: the current folder has been removed.");
    }

    /** Files of at most 64 kB: the log of the metrics reaches that, the checkpoints do not. Needs no rights. */
    @Test
    void aDiskThatIsFullForTheLogStopsTheRunWithItsCheckpoints() throws Exception {
        last = limited("train.logEvery=1").await();

        failed("Cannot write the metrics", "no space left on the disk", "Free some space and resume");
        Path run = Distribution.onlyRun(runs);
        assertThat(Json.file(run.resolve("run.json"))).containsEntry("status", "failed");
        resumesToTheSameBits(run);
    }

    /** A real disk where mounting is permitted, with room for a few checkpoints and none for a further one; then it grows. */
    @Test
    void aDiskThatIsFullForACheckpointStopsTheRunWithTheOnesBefore() throws Exception {
        Path disk = Files.createDirectories(runs.resolve("disk"));
        boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk.toString());
        if (!mounted) {
            aDiskThatIsFullForTheLogStopsTheRunWithItsCheckpoints();
            return;
        }
        try {
            runs = disk;
            last = train().await();

            failed("no space left on the disk", "Free some space and resume");
            assertThat(succeeds("mount", "-o", "remount,size=100m", disk.toString()))
                    .isTrue();
            resumesToTheSameBits(Distribution.onlyRun(runs));
        } finally {
            succeeds("umount", disk.toString());
        }
    }

    private Started limited(String... overrides) {
        StringBuilder script = new StringBuilder("ulimit -f 128; exec"); // in blocks of 512 bytes
        arguments(overrides).forEach(each -> script.append(" '").append(each).append('\''));
        return Distribution.start(folder, Map.of(), List.of("sh", "-c", script.toString()));
    }
}
