package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rheo plugins lock} and {@code --locked}: what was locked is used, byte for byte, or nothing is. */
class LockIT {
    @TempDir
    Path folder;

    private Path plugins;
    private Path lock;

    @BeforeEach
    void lockWhatIsInstalled() throws IOException {
        plugins = Files.createDirectories(folder.resolve("plugins"));
        lock = folder.resolve("plugins.lock");
        StrangersJar.write(plugins, "stranger", "Early", "early", "", "");
        Finished locked = here("plugins", "lock", "--plugins", plugins.toString(), "--lock-file", lock.toString());
        assertThat(locked.exit()).as(locked.all()).isZero();
        assertThat(locked.out()).containsPattern("locked \\d+ plugins in ");
    }

    @Test
    void theFileHasALineForEveryPlugin() throws IOException {
        List<String> lines = Files.readAllLines(lock);
        assertThat(lines.get(0)).isEqualTo("rheo-plugins-lock 1");
        assertThat(lines).anyMatch(line -> line.matches("stranger 1\\.0\\.0 [0-9a-f]{64}"));
        assertThat(lines).anyMatch(line -> line.matches("rheo-couplings \\S+ [0-9a-f]{64}"));
    }

    @Test
    void theSamePluginsAreAcceptedWhereverTheyLie() throws IOException {
        assertThat(validate("--plugins", plugins.toString()).exit()).isZero();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.move(plugins.resolve("stranger.jar"), elsewhere.resolve("renamed.jar"));
        assertThat(validate("--plugins", elsewhere.toString()).exit()).isZero();
    }

    @Test
    void otherBytesOfTheSameVersionAreRefused() throws IOException {
        StrangersJar.write(plugins, "stranger", "Early", "early", "static final int CHANGED = 1;", "");
        refused(validate("--plugins", plugins.toString()), "stranger 1.0.0 has other bytes: sha256 ");
    }

    @Test
    void aPluginTooManyAndOneTooFewAreRefused() throws IOException {
        StrangersJar.write(plugins, "another", "Another", "another", "", "");
        refused(validate("--plugins", plugins.toString()), "another 1.0.0 is not in the lock file");
        refused(validate(), "stranger 1.0.0 is not here, or was rejected");
    }

    @Test
    void noCodeOfAPluginThatIsNotLockedRuns() throws IOException {
        Path trace = folder.resolve("trace");
        StrangersJar.write(plugins, "eager", "Eager", "eager", """
                static {
                    try { java.nio.file.Files.createFile(java.nio.file.Path.of("%s")); }
                    catch (java.io.IOException e) { throw new ExceptionInInitializerError(e); }
                }
                """.formatted(trace), "");
        refused(validate("--plugins", plugins.toString()), "eager 1.0.0 is not in the lock file");
        assertThat(trace).doesNotExist();
        assertThat(here("plugins", "--plugins", plugins.toString()).exit()).isZero();
        assertThat(trace).exists();
    }

    @Test
    void lockingAgainSaysWhatChanged() throws IOException {
        StrangersJar.write(plugins, "another", "Another", "another", "", "");
        Finished again = here("plugins", "lock", "--plugins", plugins.toString(), "--lock-file", lock.toString());
        assertThat(again.out()).contains("another 1.0.0 is not in the lock file");
        assertThat(validate("--plugins", plugins.toString()).exit()).isZero();
    }

    @Test
    void aLockFileThatIsAbsentOrDamagedIsNotTakenForAnEmptyOne() throws IOException {
        Files.writeString(lock, "rheo-plugins-lock 1\nstranger 1.0.0 abc\n");
        Finished damaged = validate("--plugins", plugins.toString());
        assertThat(damaged.exit()).isEqualTo(4);
        assertThat(damaged.err()).contains("cannot be used as a lock file: line 2 is not 'id version sha256'", "help:");
        Files.delete(lock);
        Finished absent = validate("--plugins", plugins.toString());
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.err()).contains("there is no lock file", "rheo plugins lock");
    }

    private Finished validate(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("validate", "moons-icfm", "--locked", "--lock-file", lock.toString()));
        arguments.addAll(List.of(more));
        return here(arguments.toArray(String[]::new));
    }

    private static void refused(Finished finished, String why) {
        assertThat(finished.exit()).as(finished.all()).isEqualTo(4);
        assertThat(finished.err()).contains("so none was loaded", why, "help:");
    }
}
