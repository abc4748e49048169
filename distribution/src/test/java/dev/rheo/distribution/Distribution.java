package dev.rheo.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rheo.runtime.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The assembled distribution, started as its users start it, or (to be fast) by the same entry point in this process. */
final class Distribution {
    static final Path HOME = Path.of(System.getProperty("rheo.distribution"));

    /** Short processes spend a third of their time on compiling what they will not run long enough to gain from. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final long LONGEST_MINUTES = 5;

    private Distribution() {}

    /** A finished command. */
    record Finished(int exit, String out, String err) {
        String all() {
            return out + err;
        }
    }

    /** A running command whose streams go to files. */
    record Started(Process process, Path out, Path err) {
        Finished await() {
            try {
                if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("does not end: " + Files.readString(err));
                }
                return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static Path launcher() {
        return HOME.resolve("bin").resolve("rheo");
    }

    /** Runs {@code bin/rheo} as a process with this JVM's Java. */
    static Finished launch(Path folder, String... arguments) {
        return start(folder, Map.of(), command(launcher(), arguments)).await();
    }

    static List<String> command(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Starts a process.
     *
     * @param environment changes to this process's; an empty value removes the variable. JAVA_HOME is this JVM's, and the JVM does
     *     not optimise, unless given
     */
    static Started start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("rheo-out", ".txt");
            Path err = Files.createTempFile("rheo-err", ".txt");
            out.toFile().deleteOnExit();
            err.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("RHEO_JAVA_OPTS", QUICK_COMPILER);
            builder.environment().put("MAVEN_OPTS", QUICK_COMPILER);
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                } else {
                    builder.environment().put(name, value);
                }
            });
            return new Started(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command line in this process. */
    static Finished here(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(HOME, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
        return new Finished(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The only run directory below {@code runs}. */
    static Path onlyRun(Path runs) {
        List<Path> found = runs(runs);
        if (found.size() != 1) {
            throw new AssertionError("expected one run: " + found);
        }
        return found.get(0);
    }

    /** Every run directory below {@code runs}, also while runs are being written. */
    static List<Path> runs(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        Set<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(runs, Set.of(), 3, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.endsWith("run.json")) {
                        found.add(file.getParent());
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** A run that is being written renames its temporary files away. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    /** Whether a run has a whole checkpoint, of whatever step: earlier ones are removed as it goes on. */
    static boolean hasCheckpoint(Path run) {
        String[] names = run.resolve("checkpoints").toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.startsWith("step-"));
    }

    /** All 64 digits of a run's parameters. */
    static String hash(Path run) {
        return (String) Json.file(run.resolve("run.json")).get("parameterHash");
    }

    /** Copies a folder with all that is in it. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return to;
    }

    /** Removes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What a condition gives once it is not null. */
    static <T> T await(Callable<T> condition) throws Exception {
        long end = System.nanoTime() + 120_000_000_000L;
        while (System.nanoTime() < end) {
            T found = condition.call();
            if (found != null) {
                return found;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("waited in vain");
    }

    /** INT, unless this process ignores it, as children of a shell's background job do and pass on. */
    static String interrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "INT";
        }
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElse(0);
        return (ignored & 2) == 0 ? "INT" : "TERM";
    }
}
