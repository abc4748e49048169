package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.launcher;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong, the user gets a sentence and the right exit code, never a stack trace. */
class BadInputIT {
    private static final String GOOD_ROWS = "1,2\n3,4\n5,6\n7,8\n2,1\n4,3\n6,5\n8,7\n1,1\n2,2\n3,3\n4,4\n";

    @TempDir
    Path folder;

    private Finished last;

    @AfterEach
    void noStackTrace() {
        assertThat(last.all()).doesNotContain("\tat ", "Exception in thread", "java.lang.", "unexpected:");
    }

    @Test
    void everyMistakeOfAManifestIsListedAtOnce() throws IOException {
        Path manifest = Files.writeString(folder.resolve("wrong.yaml"), """
                rheo: 1
                name: wrong
                data: {type: moons, noise: -1}
                path: {type: linear, sigmaa: 1}
                network: {type: mlp, width: many}
                train: {steps: 0}
                evaluate: [wassersteim]
                colour: blue
                """);

        last = here("run", manifest.toString(), "--runs", runs());

        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err())
                .contains("wrong.yaml:3:", "wrong.yaml:4:", "wrong.yaml:5:", "wrong.yaml:6:", "wrong.yaml:7:")
                .contains("wrong.yaml:8:", "'sigmaa'", "Did you mean 'sigma'", "'wasserstein'", "6 errors");
        assertThat(Path.of(runs())).doesNotExist();
    }

    @Test
    void brokenYamlIsShownWhereItBreaks() throws IOException {
        Path manifest = Files.writeString(folder.resolve("broken.yaml"), "rheo: 1\ndata: {type: moons\npath: linear\n");
        last = here("validate", manifest.toString());
        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err()).contains("broken.yaml:3:");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path manifest = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        last = here("run", manifest.toString(), "--runs", runs());
        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err()).contains("binary.yaml");
    }

    @Test
    void setsOfDifferentLengthsAreNoPairs() throws IOException {
        Path manifest = Files.writeString(folder.resolve("pairs.yaml"), """
                rheo: 1
                name: pairs
                data: {type: moons, samples: 100}
                source: {type: data, data: {type: moons, samples: 120}, paired: true}
                path: linear
                coupling: paired
                network: {type: mlp, width: 8, depth: 1}
                train: {steps: 1, batch: 8}
                """);

        last = here("validate", manifest.toString());

        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err())
                .contains("RHEO-D005", "pairs.yaml:4:", "the source's data set has 120 rows, the target's has 100");
    }

    @Test
    void aMissingManifestIsAWrongCommand() {
        last = here("run", folder.resolve("absent.yaml").toString());
        assertThat(last.exit()).isEqualTo(2);
        assertThat(last.err()).contains("absent.yaml").contains("moons-icfm");
    }

    @Test
    void missingData() throws IOException {
        refused(null, "points.csv");
    }

    @Test
    void emptyData() throws IOException {
        refused("", "points.csv");
    }

    @Test
    void raggedDataIsShownByLine() throws IOException {
        refused(GOOD_ROWS + "1,2,3\n", "13");
    }

    @Test
    void textAmongNumbersIsShownByLine() throws IOException {
        refused(GOOD_ROWS + "1,oops\n", "13", "oops");
    }

    @Test
    void notANumberIsShownByRow() throws IOException {
        refused(GOOD_ROWS + "1,NaN\n", "NaN");
    }

    @Test
    void aFolderIsNoData() throws IOException {
        Files.createDirectories(folder.resolve("points.csv"));
        refused(null, "points.csv");
    }

    @Test
    void aBatchLargerThanTheData() throws IOException {
        data(GOOD_ROWS);
        last = here("run", manifest().toString(), "train.batch=12", "--runs", runs());
        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err()).contains("a batch of 12 is larger than the 11 training rows");
    }

    @Test
    void aSourceOfAnotherShape() throws IOException {
        data(GOOD_ROWS.replace("\n", ",0\n"));
        last = here("run", manifest().toString(), "source={type: data, data: moons}", "--runs", runs());
        assertThat(last.exit()).isEqualTo(3);
        assertThat(last.err()).contains("RHEO-D003");
    }

    @Test
    void aFileInPlaceOfTheRunsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        last = here("train", "moons-icfm", "train.steps=1", "--runs", file.toString());
        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.err()).contains("is a file where a directory is needed");
        assertThat(file).hasContent("mine");
    }

    /** The kernel's own file system takes no folders, not even from root. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeWritten() {
        last = here("train", "moons-icfm", "train.steps=1", "--runs", "/sys/rheo-runs");
        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.err()).contains("/sys/rheo-runs").contains("read-only");
    }

    @Test
    void divergedTrainingKeepsTheCheckpointsFromBefore() throws IOException {
        last = here(
                "run",
                "moons-icfm",
                "train={steps: 300, batch: 64, checkpointEvery: 1, optimizer: {type: sgd, learningRate: 1e4}}",
                "--runs",
                runs());
        assertThat(last.exit()).isEqualTo(5);
        assertThat(last.err())
                .containsPattern("training diverged at step \\d+: loss \\S+, gradient norm \\S+, learning rate [\\d.]+")
                .contains("lower the learning rate");
        Path run = Distribution.onlyRun(Path.of(runs()));
        assertThat(Json.file(run.resolve("run.json"))).containsEntry("status", "diverged");
        last = here("sample", run.toString(), "--count", "3");
        assertThat(last.exit()).isLessThanOrEqualTo(1);
        assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();
    }

    /** A file system of 2 MB where mounting is permitted; else a limit on the size of files, which fails writes alike. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFullDiskFailsTheRunAndKeepsWhatWasWritten() throws IOException, InterruptedException {
        assertThat(here("doctor").exit()).isZero();
        Path disk = Files.createDirectories(folder.resolve("disk"));
        boolean mounted = mount(disk);
        String limit = mounted ? "" : "ulimit -f 300; ";
        String command = limit + "exec '" + launcher() + "' train moons-icfm --runs '" + disk
                + "' train.steps=2000 train.checkpointEvery=10 network.width=160 trackers=[csv]";
        try {
            last = Distribution.start(folder, Map.of(), List.of("sh", "-c", command))
                    .await();
            assertThat(last.exit()).as(last.all()).isEqualTo(1);
            assertThat(last.err()).contains("Cannot write").contains("no space left on the disk");
            if (mounted) {
                Path run = Distribution.onlyRun(disk);
                try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
                    assertThat(checkpoints.filter(
                                    path -> path.getFileName().toString().startsWith("step-")))
                            .isNotEmpty()
                            .allSatisfy(path ->
                                    assertThat(path.resolve("state.json")).isNotEmptyFile());
                }
                assertThat(Json.file(run.resolve("run.json"))).containsKey("status");
            }
        } finally {
            if (mounted) {
                new ProcessBuilder("umount", disk.toString()).start().waitFor();
            }
        }
    }

    private static boolean mount(Path disk) throws InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private void refused(String rows, String... words) throws IOException {
        data(rows);
        last = here("run", manifest().toString(), "--runs", runs());
        assertThat(last.exit()).as(last.all()).isEqualTo(3);
        assertThat(last.err()).contains("RHEO-D001").contains(words).contains("help:");
        assertThat(Path.of(runs())).doesNotExist();
    }

    private void data(String rows) throws IOException {
        if (rows != null) {
            Files.writeString(folder.resolve("points.csv"), rows);
        }
    }

    private Path manifest() throws IOException {
        return Files.writeString(folder.resolve("experiment.yaml"), """
                rheo: 1
                name: bad
                data: {type: csv, path: points.csv}
                path: linear
                network: {type: mlp, width: 4, depth: 1}
                train: {steps: 1, batch: 4}
                """);
    }

    private String runs() {
        return folder.resolve("runs").toString();
    }
}
