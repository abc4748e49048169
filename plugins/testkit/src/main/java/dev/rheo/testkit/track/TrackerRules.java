package dev.rheo.testkit.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import dev.rheo.testkit.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The rules of trackers, on the events of a made-up run in a folder of its own. A tracker that throws is switched off for the
 * rest of its run, so each of them is about not throwing.
 */
public final class TrackerRules {
    private static final RunEvent UNKNOWN = new RunEvent() {};

    private TrackerRules() {}

    public static List<Rule<TrackerSubject>> all() {
        return List.of(
                new Rule<>("TK1", "events that it does not know are ignored", TrackerRules::unknown),
                new Rule<>("TK2", "a run is followed from its beginning to its end", TrackerRules::whole),
                new Rule<>(
                        "TK3",
                        "a run that diverges, or goes on from a checkpoint, is followed too",
                        TrackerRules::rough),
                new Rule<>("TK4", "it may be closed without a run, and twice", TrackerRules::closed),
                new Rule<>("TK5", "files are written below the run's directory only", TrackerRules::tidy));
    }

    private static void unknown(TrackerSubject subject) {
        inFolder(folder -> {
            Tracker tracker = subject.made().get();
            take(tracker, started(folder, 0));
            take(tracker, UNKNOWN);
            take(tracker, new RunEvent.Finished("interrupted", 0));
            close(tracker);
        });
    }

    private static void whole(TrackerSubject subject) {
        inFolder(folder -> {
            Tracker tracker = subject.made().get();
            run(tracker, folder);
            close(tracker);
        });
    }

    private static void rough(TrackerSubject subject) {
        inFolder(folder -> {
            Tracker first = subject.made().get();
            take(first, started(folder, 0));
            take(first, progress(10, 0.5));
            take(first, progress(20, Double.NaN));
            take(first, new RunEvent.RolledBack(20, 10, 0.5, "the loss was not finite"));
            take(first, progress(20, Double.POSITIVE_INFINITY));
            take(first, new RunEvent.Finished("diverged", 20));
            close(first);
            Tracker second = subject.made().get();
            take(second, started(folder, 10));
            take(second, progress(20, 0.4));
            take(second, new RunEvent.Finished("completed", 20));
            close(second);
        });
    }

    private static void closed(TrackerSubject subject) {
        Tracker tracker = subject.made().get();
        close(tracker);
        close(tracker);
    }

    private static void tidy(TrackerSubject subject) {
        inFolder(folder -> {
            Path run = folder.resolve("runs").resolve("one");
            create(run);
            Tracker tracker = subject.made().get();
            run(tracker, run);
            close(tracker);
            assertThat(folder)
                    .as("the folder of the runs' folder")
                    .isDirectoryNotContaining(path -> !path.endsWith("runs"));
            assertThat(run.getParent())
                    .as("the folder of the run's directory")
                    .isDirectoryNotContaining(path -> !path.endsWith("one"));
        });
    }

    private static void run(Tracker tracker, Path folder) {
        take(tracker, started(folder, 0));
        for (long step : new long[] {10, 20, 30}) {
            take(tracker, progress(step, 1.0 / step));
            take(tracker, new RunEvent.Coupled(step, 1.5, 2, 0, 1, 1, 1, 0, 0.25, 0.1));
            take(
                    tracker,
                    new RunEvent.Statistics(step, List.of(new ParameterStatistics("in.weight", 0.1, 0.4, 0.01, 0.05))));
        }
        take(
                tracker,
                new RunEvent.Checkpointed(30, folder.resolve("checkpoints").resolve("step-30")));
        Measurement measurement =
                new Measurement("wasserstein", 0.3, Double.NaN, Measurement.Better.LOWER, Map.of("samples", 100.0), "");
        take(tracker, new RunEvent.Evaluated(30, List.of(measurement)));
        take(tracker, new RunEvent.Finished("completed", 30));
    }

    private static RunEvent started(Path folder, long firstStep) {
        return new RunEvent.Started("trial", "20260101-000000-abcd", folder, "rheo: 1\n", firstStep, 30);
    }

    private static RunEvent progress(long step, double loss) {
        return new RunEvent.Progress(step, loss, 1, 1e-3, 500);
    }

    private static void take(Tracker tracker, RunEvent event) {
        try {
            tracker.on(event);
        } catch (RuntimeException e) {
            throw new AssertionError("it threw at " + (event == UNKNOWN ? "an unknown event" : event) + ": " + e, e);
        }
    }

    private static void close(Tracker tracker) {
        try {
            tracker.close();
        } catch (RuntimeException e) {
            throw new AssertionError("it threw when it was closed: " + e, e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lends a folder, which is removed afterwards. */
    private static void inFolder(Consumer<Path> body) {
        try {
            Path folder = Files.createTempDirectory("rheo-tracker");
            try {
                body.accept(folder);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
