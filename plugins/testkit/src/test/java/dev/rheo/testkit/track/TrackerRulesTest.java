package dev.rheo.testkit.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import dev.rheo.testkit.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tracker that writes the last loss to a file, and what is wrong with others. */
class TrackerRulesTest {
    @RegisterExtension
    static final Zoo<TrackerSubject> ZOO = Zoo.of(Tracker.class, TrackerRules.all());

    private static class Last implements Tracker {
        private Path file;

        @Override
        public void on(RunEvent event) {
            if (event instanceof RunEvent.Started started) {
                file = place(started.directory());
            } else if (event instanceof RunEvent.Progress progress) {
                write(String.valueOf(progress.loss()));
            }
        }

        Path place(Path run) {
            return run.resolve("last.txt");
        }

        void write(String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Set<String> violated(Supplier<Tracker> made) {
        return ZOO.violated(new TrackerSubject(made));
    }

    @Test
    void aRightTrackerViolatesNothing() {
        assertThat(violated(Last::new)).isEmpty();
    }

    @Test
    void tk1NamesOneThatKnowsAllEvents() {
        assertThat(violated(() -> new Last() {
                    @Override
                    public void on(RunEvent event) {
                        if (event.getClass().getEnclosingClass() != RunEvent.class) {
                            throw new IllegalArgumentException("unknown " + event);
                        }
                        super.on(event);
                    }
                }))
                .containsExactly("TK1");
    }

    @Test
    void tk2NamesOneThatExpectsAFloorOfEveryMeasurement() {
        assertThat(violated(() -> failing(event -> event instanceof RunEvent.Evaluated evaluated
                        && Double.isNaN(evaluated.measurements().get(0).floor()))))
                .contains("TK2")
                .doesNotContain("TK1", "TK3", "TK4");
    }

    @Test
    void tk3NamesOneThatCannotWriteALossThatIsNotFinite() {
        assertThat(violated(() -> failing(
                        event -> event instanceof RunEvent.Progress progress && !Double.isFinite(progress.loss()))))
                .containsExactly("TK3");
    }

    @Test
    void tk3NamesOneThatRefusesAFileOfTheRunBefore() {
        assertThat(violated(() -> new Last() {
                    @Override
                    public void on(RunEvent event) {
                        super.on(event);
                        if (event instanceof RunEvent.Started started) {
                            try {
                                Files.createFile(started.directory().resolve("once"));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }
                    }
                }))
                .containsExactly("TK3");
    }

    @Test
    void tk4NamesOneThatClosesWhatItNeverOpened() {
        assertThat(violated(() -> new Last() {
                    private Object open;

                    @Override
                    public void on(RunEvent event) {
                        super.on(event);
                        open = event;
                    }

                    @Override
                    public void close() {
                        open.hashCode();
                    }
                }))
                .containsExactly("TK4");
    }

    @Test
    void tk5NamesOneThatWritesBesideTheRun() {
        Path beside = Path.of("last-of-all-runs.txt");
        assertThat(violated(() -> new Last() {
                    @Override
                    Path place(Path run) {
                        return run.endsWith("one") ? run.resolveSibling(beside) : super.place(run);
                    }
                }))
                .containsExactly("TK5");
    }

    private static Tracker failing(Function<RunEvent, Boolean> at) {
        return new Last() {
            @Override
            public void on(RunEvent event) {
                if (at.apply(event)) {
                    throw new IllegalStateException("cannot write this");
                }
                super.on(event);
            }
        };
    }
}
