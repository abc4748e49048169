package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.copy;
import static dev.rheo.distribution.Distribution.hash;
import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is resumed with another program, plugin, number of threads or clock than it began with, or is asked to change. */
class ChangedSurroundingsIT {
    @TempDir
    static Path folder;

    private static Path trained;
    private static String wholeHash;
    private static int copies;

    private Path run;
    private Finished last;

    @BeforeAll
    static void train() throws IOException {
        trained = SmallRun.train(folder, "whole", "seed=5");
        wholeHash = hash(trained);
    }

    @BeforeEach
    void copyTheRun() throws IOException {
        run = copy(trained, folder.resolve("copies/damaged/" + copies++));
    }

    @AfterEach
    void noStackTrace() {
        assertThat(last.all()).doesNotContain("\tat ", "Exception in thread", "java.lang.", "unexpected:");
    }

    private void resume(String... options) {
        List<String> command = new ArrayList<>(List.of("resume", run.toString()));
        command.addAll(List.of(options));
        last = here(command.toArray(new String[0]));
    }

    @Test
    void overridesAreRefused() {
        resume("train.steps=500", "seed=3");

        assertThat(last.exit()).isEqualTo(2);
        assertThat(last.err())
                .contains("resume takes a run and no overrides")
                .contains("rheo run EXP train.steps=500 seed=3");
        assertThat(hash(run)).isEqualTo(wholeHash);
    }

    @Test
    void anotherEnvironmentIsNamedAndTheFirstOneKept() throws IOException {
        Path file = run.resolve("environment.json");
        String before = Files.readString(file)
                .replaceFirst("(\"jdk\" : \\{\\s+\"version\" : \")[^\"]+", "$19.0.4")
                .replaceFirst("(\"engine\" : \\{\\s+\"name\" : \"PyTorch\",\\s+\"version\" : \")[^\"]+", "$11.13.1")
                .replaceFirst("\"rheo\" : \"[^\"]+", "\"rheo\" : \"0.9.0");
        Files.writeString(file, before);

        resume();

        assertThat(last.err())
                .contains("warning: this run began with Rheo 0.9.0 and goes on with Rheo ")
                .contains("warning: this run began with JDK 9.0.4 ", " and goes on with JDK ")
                .contains("warning: this run began with PyTorch 1.13.1 and goes on with PyTorch ")
                .contains("it may not end in the same bits as one that was never stopped");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(hash(run)).isEqualTo(wholeHash);
    }

    @Test
    void anotherNumberOfThreadsIsNamed() throws IOException {
        Path resolved = run.resolve("resolved.yaml");
        Files.writeString(resolved, Files.readString(resolved).replace("threads: 1", "threads: 2"));

        resume();

        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(last.err()).contains("this run began with train.threads 1 and goes on with train.threads 2");
    }

    @Test
    void aPluginThatWasExchangedIsNamedIfItTakesPart() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Path unused = Files.createDirectories(folder.resolve("plugins-unused"));
        StrangersJar.write(plugins, "stranger", "Early", "early", "", "");
        StrangersJar.write(unused, "unused", "Late", "late", "", "");
        String[] both = {"--plugins", plugins.toString(), "--plugins", unused.toString()};
        run = SmallRun.train(folder, "plugin", "seed=5", "timesteps=early", both[0], both[1], both[2], both[3]);
        setVersion(plugins.resolve("stranger.jar"), "1.2.0");
        setVersion(unused.resolve("unused.jar"), "1.3.0");

        resume(both);

        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(last.err())
                .containsPattern("this run began with plugin stranger 1\\.0\\.0 \\(SHA-256 [0-9a-f]{12}\\)"
                        + " and goes on with plugin stranger 1\\.2\\.0 \\(SHA-256 [0-9a-f]{12}\\)")
                .doesNotContain("plugin unused", "plugin rheo-");
    }

    private static void setVersion(Path jar, String version) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path descriptor = zip.getPath("plugin.properties");
            Files.writeString(
                    descriptor,
                    Files.readString(descriptor).replace("plugin.version=1.0.0", "plugin.version=" + version));
        }
    }

    @Test
    void aClockThatIsSetBackGivesNoNegativeDuration() throws IOException {
        Path state = run.resolve("run.json");
        Files.writeString(
                state, Files.readString(state).replaceFirst("\"started\" : \"\\d{4}", "\"started\" : \"2999"));

        resume();

        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(hash(run)).isEqualTo(wholeHash);
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("Training steps")
                .doesNotContain("<dt>Duration");
    }
}
