package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.HOME;
import static dev.rheo.distribution.Distribution.command;
import static dev.rheo.distribution.Distribution.launcher;
import static dev.rheo.distribution.Distribution.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    @TempDir
    Path folder;

    /** JUnit warns of links that lead out of a temporary folder. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void startsThroughLinksFromAnyFolderWithSpacesInEveryPath() throws IOException {
        Path home = Files.createDirectories(folder.resolve("an installation"));
        Files.createDirectories(home.resolve("bin"));
        Path copy = Files.copy(launcher(), home.resolve("bin").resolve("rheo"));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        for (String part : List.of("lib", "plugins", "examples")) {
            Files.createSymbolicLink(home.resolve(part), HOME.resolve(part));
        }
        Path near = Files.createSymbolicLink(
                folder.resolve("near by"),
                Path.of("an installation").resolve("bin").resolve("rheo"));
        Path far = Files.createDirectories(folder.resolve("far away")).resolve("rheo");
        Files.createSymbolicLink(far, Path.of("..").resolve(near.getFileName()));
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));

        Finished finished = start(
                        elsewhere, Map.of("CDPATH", folder.toString()), command(far, "validate", "moons-icfm"))
                .await();

        assertThat(finished.err()).isEmpty();
        assertThat(finished.out()).contains("moons-icfm.yaml is valid").contains("an installation");
        assertThat(finished.exit()).isZero();
    }

    @Test
    void findsJavaOnThePathWithoutJavaHome() {
        String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH");

        Finished finished = start(folder, Map.of("JAVA_HOME", "", "PATH", path), command(launcher(), "--version"))
                .await();

        assertThat(finished.exit()).isZero();
        assertThat(finished.out()).startsWith("rheo ");
    }

    @Test
    void aWrongJavaHomeIsNamed() {
        Path nothing = folder.resolve("nothing");

        Finished finished = start(folder, Map.of("JAVA_HOME", nothing.toString()), command(launcher(), "--version"))
                .await();

        assertThat(finished.exit()).isEqualTo(1);
        assertThat(finished.err()).contains("JAVA_HOME is " + nothing).contains("JDK 17");
    }

    @Test
    void withoutAnyJavaItSaysWhatToInstall() throws IOException {
        for (String tool : List.of("readlink", "dirname", "uname", "sed", "head", "sh")) {
            Files.createSymbolicLink(folder.resolve(tool), tool(tool));
        }

        Finished finished = start(
                        folder, Map.of("JAVA_HOME", "", "PATH", folder.toString()), command(launcher(), "--version"))
                .await();

        assertThat(finished.exit()).isEqualTo(1);
        assertThat(finished.err()).contains("no Java found").contains("JDK 17");
    }

    @Test
    void javaTooOldByItsReleaseFileIsRefusedWithoutStartingIt() throws IOException {
        Path java = fakeJava("exit 99");
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        Finished finished = start(folder, Map.of("JAVA_HOME", java.toString()), command(launcher(), "components"))
                .await();

        assertThat(finished.exit()).isEqualTo(1);
        assertThat(finished.err())
                .isEqualTo("rheo: Java 11 at " + java.resolve("bin/java") + " is too old; Rheo needs 17 or later.\n");
    }

    @Test
    void javaTooOldByItsOwnWordIsRefused() throws IOException {
        Path java = fakeJava("echo 'openjdk version \"1.8.0_392\"' >&2");

        Finished finished = start(folder, Map.of("JAVA_HOME", java.toString()), command(launcher(), "components"))
                .await();

        assertThat(finished.exit()).isEqualTo(1);
        assertThat(finished.err()).contains("Java 8 at").contains("needs 17");
    }

    @Test
    void threadsShareOneHeapUnlessSeveralComputeAMinibatch() throws IOException {
        Path sharded = Files.writeString(folder.resolve("sharded.yaml"), "train: {steps: 10, shards: 2}\n");
        Path whole = Files.writeString(folder.resolve("whole.yaml"), "train: {steps: 10, shards: 1}\n");
        Path above = Files.writeString(folder.resolve("above.yaml"), "extends: 'sharded.yaml' # the toy\n");
        Path circle = Files.writeString(folder.resolve("circle.yaml"), "extends: circle.yaml\n");
        Path remark = Files.writeString(folder.resolve("remark.yaml"), "# shards: 2\ntrain: {otherShards: 2}\n");
        Path run = Files.createDirectories(folder.resolve("runs/toy/1"));
        Files.copy(sharded, run.resolve("resolved.yaml"));

        assertThat(heaps("train", whole.toString())).isEqualTo("1");
        assertThat(heaps("run", "digits")).isEqualTo("1");
        assertThat(heaps("run", sharded.toString(), "train.shards=1")).isEqualTo("1");
        assertThat(heaps("run", "digits", "train.shards=2", "train.shards=1")).isEqualTo("1");
        assertThat(heaps("train", remark.toString())).isEqualTo("1");
        assertThat(heaps("train", circle.toString())).isEqualTo("1");
        assertThat(heaps("resume", "latest", "--runs", "elsewhere")).isEqualTo("1");
        assertThat(heaps("train", sharded.toString())).isEmpty();
        assertThat(heaps("train", above.toString())).isEmpty();
        assertThat(heaps("train", "digits", "train={steps: 10, shards: 4}")).isEmpty();
        assertThat(heaps("resume", "latest")).isEmpty();
        assertThat(heaps("resume", "1")).isEmpty();
        assertThat(heaps("resume", "toy/1")).isEmpty();
        assertThat(heaps("run", "digits", "train.shards=2")).isEmpty();
        assertThat(heaps("resume", run.toString())).isEmpty();
        assertThat(heaps("sample", run.toString())).isEmpty();
    }

    /** What the launcher tells the C library. */
    private String heaps(String... arguments) throws IOException {
        Path java = fakeJava("echo \"$MALLOC_ARENA_MAX\"");
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "MALLOC_ARENA_MAX", "");
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        Finished finished = start(folder, environment, command).await();
        assertThat(finished.exit()).as(finished.all()).isZero();
        return finished.out().strip();
    }

    @Test
    void optionsForTheJvmArePassedOn() {
        Finished finished = start(
                        folder,
                        Map.of("RHEO_JAVA_OPTS", "-XshowSettings:vm -Xmx123m"),
                        command(launcher(), "--version"))
                .await();

        assertThat(finished.all()).contains("123.00M");
    }

    @Test
    void quickCommandsLeaveTheEngineAlone() {
        Path cache = folder.resolve("cache");

        for (List<String> command :
                List.of(command(launcher(), "validate", "moons-icfm"), command(launcher(), "components", "path"))) {
            Finished finished = start(folder, Map.of("DJL_CACHE_DIR", cache.toString()), command)
                    .await();
            assertThat(finished.exit()).isZero();
            assertThat(finished.err()).isEmpty();
        }

        assertThat(cache).doesNotExist();
    }

    /** The bar is 1.5 s of waiting; processor time is what a busy machine leaves comparable. */
    @Test
    void quickCommandsTakeLittleProcessorTime() {
        for (String arguments : List.of("validate moons-icfm", "components")) {
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < 3 && best > 1.5; i++) {
                best = Math.min(best, processorSeconds(arguments));
            }
            assertThat(best).as(arguments).isLessThan(2);
        }
    }

    private double processorSeconds(String arguments) {
        String script = "'" + launcher() + "' " + arguments + " >/dev/null; times";
        Finished finished = start(folder, Map.of(), List.of("sh", "-c", script)).await();
        Matcher children =
                Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$").matcher(finished.out());
        assertThat(children.find()).as(finished.all()).isTrue();
        return 60 * (Integer.parseInt(children.group(1)) + Integer.parseInt(children.group(3)))
                + Double.parseDouble(children.group(2))
                + Double.parseDouble(children.group(4));
    }

    private Path fakeJava(String script) throws IOException {
        Path home = Files.createDirectories(folder.resolve("old java"));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private static Path tool(String name) {
        for (String place : System.getenv("PATH").split(File.pathSeparator)) {
            Path tool = Path.of(place).resolve(name);
            if (Files.isExecutable(tool)) {
                return tool;
            }
        }
        throw new AssertionError(name + " is not on the path");
    }
}
