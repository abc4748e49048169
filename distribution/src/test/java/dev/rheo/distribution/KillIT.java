package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.command;
import static dev.rheo.distribution.Distribution.hash;
import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.launcher;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.distribution.Distribution.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed again and again, twice at least in the middle of writing a checkpoint, and ends in the bits of one
 * that was let be. The long version, with a hundred kills, is {@code benchmarks/resume/kill.sh}.
 */
@DisabledOnOs(OS.WINDOWS)
class KillIT {
    private static final int STEPS = 150;
    private static final Path MANIFEST =
            Path.of("benchmarks", "resume", "kill.yaml").toAbsolutePath();
    private static final Pattern WRITTEN = Pattern.compile("step-(\\d+)");
    private static final Pattern WRITING = Pattern.compile("\\.step-(\\d+)\\.[0-9a-f]{16}\\.tmp");
    private static final int INSIDE_AT_LEAST = 2;
    private static final int MOST_ATTEMPTS = 12;
    private static final long LONGEST_NANOS = 120_000_000_000L;

    @TempDir
    Path folder;

    private final Random random = new Random(20261126);
    private Path runs;
    private Started started;

    @Test
    void aRunThatIsKilledAtAnyMomentEndsInTheBitsOfOneThatWasNot() throws IOException {
        Path whole = folder.resolve("whole");
        Finished finished = here(arguments("run", MANIFEST.toString(), "--runs", whole.toString()));
        assertThat(finished.exit()).as(finished.all()).isZero();
        runs = folder.resolve("killed");

        kill(() -> run() != null, 300); // before the first checkpoint
        kill(() -> true, 2_000); // while it starts
        int inside = 0;
        for (int attempt = 0; inside < INSIDE_AT_LEAST && attempt < MOST_ATTEMPTS; attempt++) {
            kill(() -> newest(WRITING) > newest(WRITTEN), 10);
            inside += newest(WRITING) > newest(WRITTEN) ? 1 : 0;
        }
        long before = newest(WRITTEN);
        kill(() -> newest(WRITTEN) > before, 500); // between checkpoints, or wherever it is then
        kill(() -> newest(WRITING) == STEPS, 10); // writing the last one
        kill(() -> newest(WRITTEN) == STEPS, 500); // sampling, evaluating, reporting

        assertThat(inside).as("kills inside checkpoint writing").isGreaterThanOrEqualTo(INSIDE_AT_LEAST);
        Path run = run();
        finished = here("resume", run.toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.err()).doesNotContain("is skipped");
        assertSame(run, Distribution.onlyRun(whole));
    }

    private static void assertSame(Path run, Path whole) throws IOException {
        assertThat(hash(run)).isEqualTo(hash(whole));
        assertThat(Json.file(run.resolve("run.json")))
                .containsEntry("status", "completed")
                .containsEntry("stepsDone", STEPS);
        for (String file : files(whole.resolve("checkpoints"))) {
            assertThat(run.resolve("checkpoints").resolve(file))
                    .hasSameBinaryContentAs(whole.resolve("checkpoints").resolve(file));
        }
        assertThat(files(run.resolve("checkpoints"))).isEqualTo(files(whole.resolve("checkpoints")));
        assertThat(phasesAndSteps(run)).isEqualTo(phasesAndSteps(whole));
        assertThat(files(run)).isEqualTo(files(whole));
        assertThat(run.resolve("samples/samples.npy")).hasSameBinaryContentAs(whole.resolve("samples/samples.npy"));
    }

    /** All files below a folder, hidden leftovers included. */
    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> tree = Files.walk(below)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> below.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Each phase in the order of the file; an evaluation's line may come after later steps. */
    private static List<String> phasesAndSteps(Path run) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            Map<String, Object> entry = Json.object(line);
            lines.add(entry.get("phase") + " " + entry.get("step"));
        }
        lines.sort(Comparator.comparing(line -> line.substring(0, line.indexOf(' '))));
        return lines;
    }

    /** Begins or resumes the run, and kills it a random while after the moment; or lets it be if it ends before. */
    private void kill(BooleanSupplier moment, int mostMillis) {
        Path run = run();
        String[] command = run == null
                ? arguments("run", MANIFEST.toString(), "--runs", runs.toString())
                : new String[] {"resume", run.toString()};
        started = Distribution.start(folder, Map.of(), command(launcher(), command));
        long end = System.nanoTime() + LONGEST_NANOS;
        while (started.process().isAlive() && !moment.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the moment comes").isLessThan(end);
            LockSupport.parkNanos(500_000);
        }
        LockSupport.parkNanos((long) (random.nextDouble() * mostMillis * 1e6));
        started.process().destroyForcibly();
        Finished dead = started.await();
        assertThat(dead.exit()).as(dead.all()).isIn(0, 137);
    }

    private static String[] arguments(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("train.steps=" + STEPS, "sample.count=200", "evaluate=[wasserstein]"));
        return arguments.toArray(new String[0]);
    }

    private Path run() {
        List<Path> found = Distribution.runs(runs);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The largest step of the checkpoints that are called so, 0 if there is none. */
    private long newest(Pattern name) {
        Path run = run();
        if (run == null) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
            return entries.map(entry -> name.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .max()
                    .orElse(0);
        } catch (NoSuchFileException notYet) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
