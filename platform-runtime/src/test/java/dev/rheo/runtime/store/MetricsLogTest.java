package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    private final AtomicFiles files = new AtomicFiles(Disk.local());

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void target() {
        path = directory.resolve("metrics.jsonl");
    }

    private static MetricsLog.Line line(long step) {
        return new MetricsLog.Line(step, "train", Map.of("loss", 1.0 / step));
    }

    private void writeSteps(long from, long to) {
        try (MetricsLog log = MetricsLog.resume(files, path, from - 1)) {
            for (long step = from; step <= to; step++) {
                log.append(line(step));
            }
        }
    }

    @Test
    void writesOneObjectPerLine() {
        try (MetricsLog log = MetricsLog.resume(files, path, 0)) {
            log.append(new MetricsLog.Line(1, "train", Map.of("loss", 0.5)));
            log.append(new MetricsLog.Line(1, "evaluate", Map.of("mmd", Double.POSITIVE_INFINITY)));
        }

        assertThat(path).hasContent("""
                {"step":1,"phase":"train","loss":0.5}
                {"step":1,"phase":"evaluate","mmd":"Infinity"}
                """);
        assertThat(MetricsLog.read(path))
                .containsExactly(
                        new MetricsLog.Line(1, "train", Map.of("loss", 0.5)),
                        new MetricsLog.Line(1, "evaluate", Map.of("mmd", Double.POSITIVE_INFINITY)));
    }

    @Test
    void anEvaluationMayComeAfterLaterSteps() {
        try (MetricsLog log = MetricsLog.resume(files, path, 0)) {
            log.append(line(7));
            log.append(new MetricsLog.Line(5, MetricsLog.EVALUATE, Map.of("mmd", 0.5)));
            log.append(line(8));
        }
        assertThat(MetricsLog.read(path)).extracting(MetricsLog.Line::step).containsExactly(7L, 5L, 8L);
    }

    @Test
    void whatIsMeasuredTwiceAtAStepIsWrittenOnce() {
        try (MetricsLog log = MetricsLog.resume(files, path, 0)) {
            log.append(new MetricsLog.Line(5, MetricsLog.EVALUATE, Map.of("mmd", 0.5)));
        }
        try (MetricsLog log = MetricsLog.resume(files, path, 5)) {
            log.append(new MetricsLog.Line(5, MetricsLog.EVALUATE, Map.of("mmd", 0.5)));
        }
        assertThat(MetricsLog.read(path)).hasSize(1);
    }

    @Test
    void rewindingForgetsWhatFollowsAStep() {
        try (MetricsLog log = MetricsLog.resume(files, path, 0)) {
            for (long step = 1; step <= 100; step++) {
                log.append(line(step));
            }
            log.rewind(40);
            log.append(line(41));
        }
        assertThat(MetricsLog.read(path)).hasSize(41).last().isEqualTo(line(41));
    }

    @Test
    void writesInGroupsAndWhenAsked() {
        try (MetricsLog log = MetricsLog.resume(files, path, 0)) {
            for (long step = 1; step <= 70; step++) {
                log.append(line(step));
            }
            assertThat(MetricsLog.read(path)).hasSize(64);
            log.sync();
            assertThat(MetricsLog.read(path)).hasSize(70);
        }
    }

    @Test
    void removesTheLinesAfterTheResumedStep() throws IOException {
        writeSteps(1, 100);
        String upToSixty = String.join("\n", Files.readAllLines(path).subList(0, 60)) + "\n";

        MetricsLog.resume(files, path, 60).close();

        assertThat(Files.readString(path)).isEqualTo(upToSixty);
    }

    @Test
    void endsInTheSameBytesAfterAResumeAsWithoutOne() throws IOException {
        writeSteps(1, 100);
        String uninterrupted = Files.readString(path);

        writeSteps(61, 100);

        assertThat(Files.readString(path)).isEqualTo(uninterrupted);
    }

    @Test
    void removesATornLine() throws IOException {
        writeSteps(1, 3);
        String whole = Files.readString(path);
        for (String torn :
                new String[] {"{\"step\":4,\"pha", "{\"step\":3,\"phase\":\"train\"", "\0\0\0\0\n", "é", "7\n"}) {
            Files.writeString(path, torn, StandardOpenOption.APPEND);
            assertThat(MetricsLog.read(path)).as("readers pass over it").hasSize(3);

            MetricsLog.resume(files, path, 3).close();

            assertThat(Files.readString(path)).isEqualTo(whole);
        }
    }

    @Test
    void completesALineThatLacksOnlyItsEnd() throws IOException {
        writeSteps(1, 3);
        String whole = Files.readString(path);
        Files.writeString(path, whole.stripTrailing());

        writeSteps(4, 4);

        assertThat(MetricsLog.read(path)).hasSize(4);
        assertThat(Files.readString(path)).startsWith(whole);
    }

    @Test
    void keepsTheLinesAfterADamagedOne() throws IOException {
        writeSteps(1, 3);
        Files.writeString(path, Files.readString(path).replace("\"step\":2", "\"st\u0000p\":2"));

        MetricsLog.resume(files, path, 3).close();

        assertThat(MetricsLog.read(path)).extracting(MetricsLog.Line::step).containsExactly(1L, 3L);
    }

    @Test
    void passesOverWhatAResumedRunMeasuresAgain() throws IOException {
        writeSteps(1, 3);
        try (MetricsLog log = MetricsLog.resume(files, path, 3)) {
            log.append(new MetricsLog.Line(3, "evaluate", Map.of("mmd", 0.5)));
        }
        String whole = Files.readString(path);

        try (MetricsLog log = MetricsLog.resume(files, path, 3)) {
            log.append(line(3));
            log.append(new MetricsLog.Line(3, "evaluate", Map.of("mmd", 0.5)));
        }

        assertThat(Files.readString(path)).isEqualTo(whole);
    }

    @Test
    void goesOnInANewFileIfTheLogIsRemoved() throws IOException {
        try (MetricsLog log = MetricsLog.resume(files, path, 0)) {
            log.append(line(1));
            log.flush();
            Files.delete(path);
            log.append(line(2));
        }

        assertThat(MetricsLog.read(path)).extracting(MetricsLog.Line::step).containsExactly(2L);
    }

    @Test
    void noticesThatTheRunsDirectoryIsRemoved() throws IOException {
        Path run = Files.createDirectory(directory.resolve("run"));
        MetricsLog log = MetricsLog.resume(files, run.resolve("metrics.jsonl"), 0);
        Files.delete(run.resolve("metrics.jsonl"));
        Files.delete(run);
        log.append(line(1));

        assertThatThrownBy(log::sync)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the directory " + run + " does not exist or has been removed");
        log.close();
    }

    @Test
    void refusesStepsThatGoBackwards() {
        try (MetricsLog log = MetricsLog.resume(files, path, 10)) {
            assertThatThrownBy(() -> log.append(line(9))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void leavesNoTornLineOnAFullDiskAndCanGoOn() {
        FaultyDisk disk = FaultyDisk.fullAfter(100);
        try (MetricsLog log = MetricsLog.resume(new AtomicFiles(disk), path, 0)) {
            log.append(line(1));
            log.flush();
            log.append(line(2));
            log.append(line(3));
            assertThatThrownBy(log::flush)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no space left on the disk");
            assertThat(MetricsLog.read(path)).hasSize(1);
            disk.free(1000);
            log.append(line(4));
        }

        assertThat(path).content().doesNotContain("\"step\":2").endsWith("0.25}\n");
        assertThat(MetricsLog.read(path)).extracting(MetricsLog.Line::step).containsExactly(1L, 4L);
    }

    @Test
    void reportsADirectoryThatHasVanished() {
        assertThatThrownBy(() -> MetricsLog.resume(files, directory.resolve("gone/metrics.jsonl"), 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not exist or has been removed");
    }
}
