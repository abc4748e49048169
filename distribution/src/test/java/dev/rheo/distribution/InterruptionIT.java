package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.await;
import static dev.rheo.distribution.Distribution.command;
import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.interrupt;
import static dev.rheo.distribution.Distribution.launcher;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.distribution.Distribution.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Signals at awkward moments. ResumeIT has the ordinary ones. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionIT {
    @TempDir
    Path folder;

    private Path manifest;
    private Path runs;
    private Finished last;

    @BeforeEach
    void writeTheManifest() throws IOException {
        manifest = Files.writeString(folder.resolve("signals.yaml"), """
                rheo: 1
                name: signals
                data: {type: moons, samples: 500}
                path: linear
                network: {type: mlp, width: 16, depth: 2}
                train: {steps: 100, batch: 32, threads: 1, checkpointEvery: 0, logEvery: 1}
                sample: {count: 1000000, solver: {type: euler, steps: 1000}}
                """);
        runs = folder.resolve("runs");
    }

    @AfterEach
    void noStackTrace() {
        assertThat(last.all()).doesNotContain("\tat ", "Exception in thread", "java.lang.", "unexpected:");
    }

    /** Trains a network of this width for ever, after shell commands. */
    private Started train(String before, int width) {
        String script = before + "exec '" + launcher() + "' train '" + manifest + "' --runs '" + runs
                + "' train.steps=100000000 network.depth=4 network.width=" + width;
        return Distribution.start(folder, Map.of(), List.of("sh", "-c", script));
    }

    private Path runWithSteps(Started started) throws Exception {
        return await(() -> Files.readString(started.err()).contains("step ") ? Distribution.onlyRun(runs) : null);
    }

    /** The disk takes files of 64 kB and no larger ones. */
    @Test
    void aCheckpointThatCannotBeSavedIsNoSuccessfulInterruption() throws Exception {
        Started started = train("ulimit -f 128; ", 100);
        Path run = runWithSteps(started);
        started.signal("TERM");
        last = started.await();

        assertThat(last.exit()).as(last.all()).isEqualTo(1);
        assertThat(last.err())
                .containsOnlyOnce("rheo: Cannot write the checkpoint")
                .contains("no space left on the disk", "  help: Free some space and resume")
                .doesNotContain("goes on from there");
        assertThat(Json.file(run.resolve("run.json"))).containsEntry("status", "failed");
    }

    @Test
    void aSecondSignalWhileACheckpointIsSavedDoesNotSpoilIt() throws Exception {
        Started started = train("", 1024);
        Path run = runWithSteps(started);
        started.signal(interrupt());
        await(() -> isSaving(run) ? run : null);
        started.signal("TERM");
        started.signal(interrupt());
        last = started.await();

        assertThat(last.exit()).as(last.all()).isEqualTo(130);
        assertThat(last.err())
                .containsOnlyOnce("stopping: saving a checkpoint …")
                .containsPattern("stopped at step \\d+; 'rheo resume " + run + "' goes on from there");
        last = here("sample", run.toString(), "--count", "3");
        assertThat(last.exit()).as(last.all()).isZero();
        assertThat(last.err()).doesNotContain("is skipped");
    }

    private static boolean isSaving(Path run) throws IOException {
        Path checkpoints = run.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(checkpoints)) {
            return entries.findAny().isPresent();
        }
    }

    @Test
    void anInterruptionOfAnEvaluationThatWasResumedEndsAtOnce() throws Exception {
        last = here("train", manifest.toString(), "--runs", runs.toString());
        assertThat(last.exit()).as(last.all()).isZero();
        Path run = Distribution.onlyRun(runs);
        Started started = Distribution.start(folder, Map.of(), command(launcher(), "resume", run.toString()));
        await(() -> Files.readString(started.err()).contains("drawing 1000000 samples") ? run : null);
        long began = System.nanoTime();
        started.signal("TERM");
        last = started.await();

        assertThat(last.exit()).as(last.all()).isEqualTo(130);
        assertThat(last.err()).contains("stopped: the training is saved; 'rheo resume " + run + "'");
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(20);
    }
}
