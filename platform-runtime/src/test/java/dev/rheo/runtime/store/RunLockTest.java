package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    Path path;

    private RunDirectory run;

    @BeforeEach
    void open() {
        run = new RunDirectory(path, new AtomicFiles(Disk.local()));
    }

    /** A second process: holds the lock until its standard input ends. */
    public static final class Holder {
        public static void main(String[] arguments) throws IOException {
            RunDirectory run = new RunDirectory(Path.of(arguments[0]), new AtomicFiles(Disk.local()));
            try {
                RunLock lock = run.lock();
                try (lock) {
                    System.out.println("locked");
                    System.in.read();
                }
            } catch (StoreException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(out.readLine());
    }

    @Test
    void refusesARunThatAnotherProcessWritesAndNamesIt() throws Exception {
        Process holder = holder();
        try {
            assertThat(firstLine(holder)).isEqualTo("locked");

            assertThat(run.isActive()).isTrue();
            assertThatThrownBy(run::lock)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("it is in use by process " + holder.pid())
                    .hasMessageContaining("Wait until that has ended");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(run.isActive()).as("the lock ends with a killed process").isFalse();
        run.lock().close();
    }

    @Test
    void refusesTheOtherProcessWhileThisOneWrites() throws Exception {
        RunLock lock = run.lock();
        try (lock) {
            Process second = holder();

            assertThat(firstLine(second))
                    .contains(
                            "it is in use by process " + ProcessHandle.current().pid());
            assertThat(second.waitFor()).isZero();
        }
    }

    @Test
    void refusesTheSameProcessTwiceWithoutLosingTheLock() throws Exception {
        RunLock lock = run.lock();
        try (lock) {
            assertThatThrownBy(run::lock)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(run.isActive()).isTrue();

            assertThat(firstLine(holder())).as("still locked for others").contains("it is in use by process");
        }
        assertThat(run.isActive()).isFalse();
        run.lock().close();
    }

    @Test
    void isNotHeldUpByADeadProcessOfTheSameId() throws IOException {
        Files.writeString(path.resolve("run.pid"), ProcessHandle.current().pid() + "\nanother-life\n");
        Files.writeString(path.resolve("run.lock"), "");

        assertThat(run.isActive()).isFalse();
        run.lock().close();
        assertThat(path.resolve("run.pid")).doesNotExist();
    }

    @Test
    void namesNoDeadProcessWhileTheNewOwnerHasNotWrittenItsOwnName() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Process holder = holder();
        try {
            assertThat(firstLine(holder)).isEqualTo("locked");
            Files.writeString(path.resolve("run.pid"), dead.pid() + "\nanother-life\n");

            assertThatThrownBy(run::lock).hasMessageContaining("it is in use by another process");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void refusesAFileSystemWithoutLocks() {
        assertThatThrownBy(() -> RunLock.acquire(new AtomicFiles(Disk.local()), path, channel -> {
                    throw new IOException("No locks available");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot lock the run " + path.resolve("run.lock"))
                .hasMessageContaining("this file system gives no locks (No locks available)")
                .hasMessageContaining("--runs DIR");
        assertThat(run.isActive()).isFalse();
    }

    @Test
    void reportsARunDirectoryThatCannotBeLocked() throws IOException {
        Files.createDirectory(path.resolve("run.lock"));

        assertThatThrownBy(run::lock).isInstanceOf(StoreException.class).hasMessageContaining("the run's lock");
    }
}
