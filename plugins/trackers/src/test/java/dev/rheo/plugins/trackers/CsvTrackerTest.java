package dev.rheo.plugins.trackers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.Problems;
import dev.rheo.api.track.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTrackerTest {
    private static final String HEADER = "step,loss,gradientNorm,learningRate,stepsPerSecond";

    @TempDir
    private Path run;

    private final CsvTracker tracker = new CsvTracker(new CsvTracker.Config("progress.csv"));

    @Test
    void writesARowPerProgressReportAtOnce() throws IOException {
        tracker.on(started(0));
        tracker.on(new RunEvent.Progress(10, 0.5, 2, 0.001, 800));
        assertThat(lines()).containsExactly(HEADER, "10,0.5,2.0,0.001,800.0");
        tracker.close();
    }

    @Test
    void startsAnewWithANewRun() throws IOException {
        Files.writeString(run.resolve("progress.csv"), "old\n");
        tracker.on(started(0));
        tracker.close();
        assertThat(lines()).containsExactly(HEADER);
    }

    @Test
    void dropsWhatCameAfterTheCheckpointThatARunGoesOnFrom() throws IOException {
        Files.writeString(run.resolve("progress.csv"), HEADER + "\n10,1,1,1,1\n20,1,1,1,1\n30,1,1,1,1\n40,1,");
        tracker.on(started(20));
        tracker.on(new RunEvent.Progress(30, 0.25, 1, 1, 1));
        tracker.on(new RunEvent.Finished("finished", 30));
        assertThat(lines()).containsExactly(HEADER, "10,1,1,1,1", "20,1,1,1,1", "30,0.25,1.0,1.0,1.0");
    }

    @Test
    void ignoresEventsThatItDoesNotKnowOrThatComeTooEarly() {
        tracker.on(new RunEvent() {});
        tracker.on(new RunEvent.Progress(10, 0.5, 2, 0.001, 800));
        tracker.close();
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void saysWhatCannotBeWritten() {
        CsvTracker nowhere = new CsvTracker(new CsvTracker.Config("progress.csv"));
        RunEvent event = new RunEvent.Started("x", "1", run.resolve("missing"), "", 0, 100);
        assertThatThrownBy(() -> nowhere.on(event))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("progress.csv cannot be written");
    }

    @Test
    void refusesFilesOutsideTheRunDirectory() {
        List<String> errors = new ArrayList<>();
        Problems problems = new Problems() {
            @Override
            public void error(String option, String problem, String remedy) {
                errors.add(option);
            }

            @Override
            public void warning(String option, String problem, String remedy) {
                errors.add(option);
            }
        };
        new CsvTracker.Config("../escape.csv").check(problems);
        new CsvTracker.Config("").check(problems);
        new CsvTracker.Config("progress.csv").check(problems);
        assertThat(errors).containsExactly("file", "file");
    }

    private RunEvent started(long firstStep) {
        return new RunEvent.Started("x", "1", run, "", firstStep, 100);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(run.resolve("progress.csv"));
    }
}
