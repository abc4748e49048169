package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.await;
import static dev.rheo.distribution.Distribution.command;
import static dev.rheo.distribution.Distribution.hash;
import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.interrupt;
import static dev.rheo.distribution.Distribution.launcher;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.distribution.Distribution.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped, killed, and gone on with. */
@DisabledOnOs(OS.WINDOWS)
class ResumeIT {
    private static final String STEPS = "8000";

    @TempDir
    static Path folder;

    private static Path manifest;
    private static String wholeHash;

    @BeforeAll
    static void trainWithoutInterruption() throws IOException {
        manifest = Files.writeString(folder.resolve("short.yaml"), """
                rheo: 1
                name: short
                seed: 5
                data: {type: moons, samples: 500}
                path: {type: linear, sigma: 0.05}
                coupling: minibatch-ot
                network: {type: mlp, width: 16, depth: 2}
                train: {steps: %s, batch: 32, checkpointEvery: 100, ema: 0.99, optimizer: adamw, schedule: cosine}
                sample: {count: 64, solver: {type: euler, steps: 4}}
                """.formatted(STEPS));
        Path runs = folder.resolve("whole");
        Finished finished = Distribution.launch(folder, "train", "short.yaml", "--runs", runs.toString());
        assertThat(finished.exit()).as(finished.err()).isZero();
        wholeHash = hash(Distribution.onlyRun(runs));
    }

    @Test
    void aTrainedRunHasNoSamplesUntilItIsEvaluated() {
        Path run = Distribution.onlyRun(folder.resolve("whole"));
        assertThat(run.resolve("samples")).doesNotExist();
        assertThat(Json.file(run.resolve("run.json"))).containsEntry("status", "completed");

        Finished finished = here("evaluate", run.toString());

        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(run.resolve("samples/samples.npy")).isNotEmptyFile();
        assertThat(run.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void resumingATrainedRunSamplesAndEvaluatesIt() {
        Path runs = folder.resolve("trained");
        assertThat(here("train", manifest.toString(), "train.steps=20", "--runs", runs.toString())
                        .exit())
                .isZero();
        Path run = Distribution.onlyRun(runs);
        String before = hash(run);

        Finished resumed = here("resume", run.toString());

        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(hash(run)).isEqualTo(before);
        assertThat(run.resolve("evaluation.json")).isNotEmptyFile();
        assertThat(run.resolve("samples/samples.npy")).isNotEmptyFile();
    }

    @Test
    void anInterruptedRunIsSavedAndGoesOnToTheSameParameters() throws Exception {
        Path runs = folder.resolve("interrupted");
        Started started = begin(runs, "train.checkpointEvery=0", "train.logEvery=50");
        Path run = await(() -> Distribution.runs(runs).isEmpty() ? null : Distribution.onlyRun(runs));
        await(() -> lines(run.resolve("metrics.jsonl")) > 1 ? run : null);
        started.signal(interrupt());
        Finished stopped = started.await();

        assertThat(stopped.exit()).as(stopped.all()).isEqualTo(130);
        assertThat(stopped.err())
                .contains("stopping: saving a checkpoint")
                .containsPattern("stopped at step \\d+; 'rheo resume " + run + "' goes on from there")
                .doesNotContain("\tat ");
        Map<String, Object> state = Json.file(run.resolve("run.json"));
        assertThat(state).containsEntry("status", "interrupted");
        assertThat((Integer) state.get("stepsDone")).isBetween(1, Integer.parseInt(STEPS) - 1);
        assertThat(run.resolve("checkpoints/step-" + state.get("stepsDone"))).isDirectory();
        resumesToTheSameParameters(run);
    }

    @Test
    void aKilledRunGoesOnToTheSameParameters() throws Exception {
        Path runs = folder.resolve("killed");
        Started started = begin(runs);
        Path run = await(() -> Distribution.runs(runs).stream()
                .filter(Distribution::hasCheckpoint)
                .findFirst()
                .orElse(null));
        started.signal("KILL");
        assertThat(started.await().exit()).isEqualTo(137);

        assertThat(here("runs", "--runs", runs.toString()).out()).contains("interrupted");
        resumesToTheSameParameters(run);
        List<Integer> steps = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            Map<String, Object> record = Json.object(line);
            if (record.get("phase").equals("train")) {
                steps.add((Integer) record.get("step"));
            }
        }
        assertThat(steps).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aRunThatIsBeingWrittenIsRefusedToASecondProcess() throws Exception {
        Path runs = folder.resolve("shared");
        Started started = begin(runs, "train.steps=100000000");
        try {
            Path run = await(() -> Distribution.runs(runs).stream()
                    .filter(Distribution::hasCheckpoint)
                    .findFirst()
                    .orElse(null));

            for (String verb : List.of("resume", "evaluate", "sample")) {
                Finished second = here(verb, run.toString());
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.err())
                        .contains("in use by process " + started.process().pid())
                        .doesNotContain("\tat ");
            }
            assertThat(here("runs", "--runs", runs.toString()).out()).contains("running");
        } finally {
            started.signal("KILL");
        }
    }

    @Test
    void anInterruptionWhileSamplingEndsAtOnceBecauseTheTrainingIsSaved() throws Exception {
        Path runs = folder.resolve("sampling");
        Started started = begin(runs, "train.steps=100", "sample.count=1000000", "sample.solver.steps=1000");
        Path run = await(() -> Distribution.runs(runs).stream()
                .filter(each -> Json.file(each.resolve("run.json")).get("parameterHash") != null)
                .findFirst()
                .orElse(null));
        long began = System.nanoTime();
        started.signal(interrupt());
        Finished stopped = started.await();

        assertThat(stopped.exit()).isEqualTo(130);
        assertThat(stopped.err()).contains("the training is saved").contains("rheo resume " + run);
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(20);
        assertThat(run.resolve("checkpoints/step-100")).isDirectory();
    }

    private static void resumesToTheSameParameters(Path run) {
        Finished resumed = here("resume", run.toString());

        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(resumed.err()).containsPattern("from step \\d+, " + STEPS + " steps");
        assertThat(hash(run)).isEqualTo(wholeHash);
        assertThat(Json.file(run.resolve("run.json"))).containsEntry("status", "completed");
        assertThat(run.resolve("samples/samples.npy")).isNotEmptyFile();
    }

    private static Started begin(Path runs, String... overrides) {
        List<String> command =
                new ArrayList<>(command(launcher(), "run", manifest.toString(), "--runs", runs.toString()));
        command.addAll(List.of(overrides));
        return Distribution.start(folder, Map.of(), command);
    }

    private static int lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }
}
