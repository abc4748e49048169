package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00.123Z");

    @TempDir
    Path path;

    private RunDirectory run;

    @BeforeEach
    void open() {
        run = new RunDirectory(path, new AtomicFiles(Disk.local()));
    }

    @Test
    void givesBackTheStateThatItWrote() {
        RunState begun = RunState.begin(run.id(), "digits", Long.MIN_VALUE, 6000, NOON);
        RunState ended = begun.ended(RunState.Status.DIVERGED, 12, null, NOON.plusSeconds(3), "loss is NaN");

        run.writeState(begun);
        assertThat(run.state()).isEqualTo(begun);
        run.writeState(ended);
        assertThat(run.state()).isEqualTo(ended);
        run.writeState(ended.running(10, 7000));
        assertThat(run.state().failure()).isNull();
        assertThat(run.state().stepsTotal()).isEqualTo(7000);
    }

    @Test
    void writesTheStateForOtherProgramsToRead() {
        run.writeState(RunState.begin("20260701-120000-00ff", "digits", 42, 6000, NOON)
                .ended(RunState.Status.COMPLETED, 6000, "ab12", NOON, null));

        assertThat(path.resolve("run.json")).hasContent("""
                {
                  "formatVersion" : 1,
                  "id" : "20260701-120000-00ff",
                  "name" : "digits",
                  "status" : "completed",
                  "stepsDone" : 6000,
                  "stepsTotal" : 6000,
                  "seed" : 42,
                  "parameterHash" : "ab12",
                  "started" : "2026-07-01T12:00:00.123Z",
                  "ended" : "2026-07-01T12:00:00.123Z",
                  "failure" : null
                }
                """);
    }

    @Test
    void refusesAStateOfANewerRheoWithAWordAboutIt() throws IOException {
        Files.writeString(path.resolve("run.json"), "{\"formatVersion\": 2}");

        assertThatThrownBy(run::state)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its formatVersion is 2 and this version of Rheo knows 1")
                .hasMessageContaining("Use the version of Rheo that wrote it");
    }

    @Test
    void refusesAStateThatLacksSomething() throws IOException {
        for (String json : List.of("{\"formatVersion\": 1}", "[]", "{}", "", "{\"formatVersion\": \"1\"}")) {
            Files.writeString(path.resolve("run.json"), json);

            assertThatThrownBy(run::state).as(json).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() throws IOException {
        RunState state = RunState.begin("id", "digits", 1, 2, NOON);
        run.writeState(state);
        String json = Files.readString(path.resolve("run.json"));
        Files.writeString(path.resolve("run.json"), json.replace("\"seed\"", "\"colour\" : [1], \"seed\""));

        assertThat(run.state()).isEqualTo(state);
    }

    @Test
    void givesBackTheEnvironment() {
        Environment environment = Environment.current(
                "1.0.0",
                new Environment.Engine("PyTorch", "2.7.1"),
                2,
                List.of(new Environment.Plugin("rheo-couplings", "1.0.0", "00ff")));

        run.writeEnvironment(environment);

        assertThat(run.environment()).isEqualTo(environment);
        assertThat(environment.jdk().version()).isEqualTo(System.getProperty("java.version"));
        assertThat(path.resolve("environment.json")).content().contains("\"sha256\" : \"00ff\"");
    }

    @Test
    void givesBackTheEvaluationInTheOrderOfTheManifest() {
        assertThat(run.evaluation()).isEmpty();
        Map<String, Evaluation.Score> scores = new LinkedHashMap<>();
        scores.put("wasserstein", new Evaluation.Score(0.25, 0.125, Map.of("n", 2000.0)));
        scores.put("path-energy", new Evaluation.Score(Double.NaN, null, Map.of()));
        Evaluation evaluation = new Evaluation(scores, new Evaluation.Sampling(1000, 50, 50, 0));

        run.writeEvaluation(evaluation);

        assertThat(run.evaluation()).contains(evaluation);
        assertThat(path.resolve("evaluation.json")).hasContent("""
                {
                  "formatVersion" : 1,
                  "wasserstein" : {
                    "value" : 0.25,
                    "floor" : 0.125,
                    "n" : 2000.0
                  },
                  "path-energy" : {
                    "value" : "NaN"
                  },
                  "sampling" : {
                    "samples" : 1000,
                    "evaluations" : 50,
                    "steps" : 50,
                    "rejected" : 0
                  }
                }
                """);
    }

    @Test
    void refusesADamagedEvaluation() throws IOException {
        Files.writeString(path.resolve("evaluation.json"), "{\"formatVersion\": 1, \"mmd\": {\"floor\": 1}}");

        assertThatThrownBy(run::evaluation).isInstanceOf(StoreException.class).hasMessageContaining("without a value");
    }

    @Test
    void writesSamplesAndLabels() {
        run.writeSamples(Values.of(1f, 2f, 3f, 4f), 2, 2);
        run.writeLabels(7, 8);

        try (NpyFile samples = NpyFile.open(path.resolve("samples/samples.npy"));
                NpyFile labels = NpyFile.open(path.resolve("samples/labels.npy"))) {
            assertThat(samples.floats()).containsExactly(1, 2, 3, 4);
            assertThat(samples.shape()).containsExactly(2L, 2L);
            assertThat(labels.longs()).containsExactly(7, 8);
        }
    }

    @Test
    void refusesADirectoryThatIsNoRun() {
        assertThatThrownBy(() -> RunDirectory.at(path, new AtomicFiles(Disk.local())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it has neither a run.json nor a resolved.yaml");
    }

    @Test
    void opensARunThatHasLostItsStateAndNotItsManifest() {
        run.writeResolved("rheo: 1\n");

        assertThat(RunDirectory.at(path, new AtomicFiles(Disk.local())).resolved())
                .exists();
    }

    @Test
    void givesTheLockBackIfCleaningUpFails() throws IOException {
        Files.writeString(path.resolve("checkpoints"), "a file");

        assertThatThrownBy(run::lock).isInstanceOf(StoreException.class);

        Files.delete(path.resolve("checkpoints"));
        run.lock().close();
    }

    @Test
    void doesNotComeBackOnceItHasBeenRemoved() throws IOException {
        RunDirectory removed = new RunDirectory(path.resolve("run"), new AtomicFiles(Disk.local()));

        assertThatThrownBy(() -> removed.checkpoints().save(CheckpointsTest.at(10), Checkpoints.Retention.keepLast(1)))
                .hasMessageContaining("the directory " + removed.path() + " does not exist or has been removed");
        assertThatThrownBy(() -> removed.writeSamples(Values.of(1f), 1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> removed.writeLabels(1)).isInstanceOf(StoreException.class);

        assertThat(path).isEmptyDirectory();
    }

    @Test
    void cleansUpAfterAKilledProcessWhenItIsLocked() throws IOException {
        Files.createDirectories(path.resolve("samples"));
        Files.writeString(AtomicFiles.temporaryBeside(run.samples()), "half");
        Files.writeString(AtomicFiles.temporaryBeside(path.resolve("run.json")), "half");
        Path half = AtomicFiles.temporaryBeside(path.resolve("checkpoints/step-5"));
        Files.createDirectories(half);
        Files.writeString(half.resolve("model.safetensors"), "half");

        RunLock lock = run.lock();
        try (lock) {
            assertThat(AtomicFiles.entries(path.resolve("samples"))).isEmpty();
            assertThat(AtomicFiles.entries(path.resolve("checkpoints"))).isEmpty();
            assertThat(AtomicFiles.entries(path))
                    .noneMatch(entry -> entry.toString().endsWith(".tmp"));
        }
    }
}
