package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rheo evaluate RUN k=v}. */
class OtherEvaluationIT {
    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        ExportedRuns runs = new ExportedRuns(folder).plane();
        runs.train("plane.yaml", "evaluate=[wasserstein]");
        run = runs.run("plane");
    }

    private static Map<String, Long> contents() throws IOException {
        Map<String, Long> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        run.relativize(file).toString(),
                        Files.getLastModifiedTime(file).toMillis());
            }
        }
        return contents;
    }

    @Test
    void evaluatesWithOtherOptionsAndLeavesTheRunAsItIs() throws IOException {
        Map<String, Long> before = contents();
        Path out = folder.resolve("euler.json");

        Finished finished = here(
                "evaluate",
                run.toString(),
                "solver={type: euler, steps: 7}",
                "count=20",
                "evaluate=[energy-distance]",
                "--out",
                out.toString());

        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(finished.out()).contains("20 samples, 7 network evaluations").contains("energy-distance");
        Map<String, Object> found = Json.object(Files.readString(out));
        assertThat(found.get("sampling")).isEqualTo(Map.of("samples", 20, "evaluations", 7, "steps", 7, "rejected", 0));
        assertThat(found.get("energy-distance")).isInstanceOf(Map.class);
        assertThat(found).doesNotContainKey("wasserstein");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void theParametersThemselvesGiveOtherNumbersThanTheirAverage() {
        String average = here("evaluate", run.toString(), "count=32", "--json").out();
        String last = here("evaluate", run.toString(), "count=32", "ema=false", "--json")
                .out();

        assertThat(Json.object(average).get("wasserstein"))
                .isNotEqualTo(Json.object(last).get("wasserstein"));
    }

    @Test
    void theHeldOutLossIsThatOfTheParametersThatSamplesComeFromAndTheSameEachTime() {
        String[] loss = {"evaluate", run.toString(), "count=32", "evaluate=held-out-loss", "--json"};
        Object average = Json.object(here(loss).out()).get("held-out-loss");
        assertThat(average)
                .isInstanceOf(Map.class)
                .isEqualTo(Json.object(here(loss).out()).get("held-out-loss"));
        String last = here("evaluate", run.toString(), "count=32", "evaluate=held-out-loss", "ema=false", "--json")
                .out();
        assertThat(Json.object(last).get("held-out-loss")).isNotEqualTo(average);
    }

    @Test
    void theBestCheckpointIsEvaluatedByOtherMetricsThanItWasChosenBy() throws IOException {
        ExportedRuns runs = new ExportedRuns(folder).plane();
        runs.train(
                "plane.yaml",
                "name=judged",
                "evaluate=[wasserstein]",
                "train.evaluateEvery=20",
                "train.keepBest={metric: wasserstein}",
                "train.stopEarly={metric: wasserstein, patience: 9}",
                "sample.checkpoint=best");
        String judged = runs.run("judged").toString();

        Finished other = here("evaluate", judged, "evaluate=[energy-distance]", "--json");
        Finished both = here("evaluate", judged, "evaluate=[wasserstein, energy-distance]", "--json");

        assertThat(other.exit()).as(other.err()).isZero();
        assertThat(Json.object(other.out()).get("energy-distance"))
                .isEqualTo(Json.object(both.out()).get("energy-distance"));
        assertThat(Json.object(other.out())).doesNotContainKey("wasserstein");
    }

    @Test
    void aRunWhoseOwnMetricIsGoneIsEvaluatedByOthers() throws IOException {
        ExportedRuns runs = new ExportedRuns(folder).plane();
        runs.train("plane.yaml", "name=bereft", "evaluate=[wasserstein]");
        Path bereft = runs.run("bereft");
        Path resolved = bereft.resolve("resolved.yaml");
        Files.writeString(resolved, Files.readString(resolved).replace("wasserstein", "gone"));

        assertThat(here("evaluate", bereft.toString()).exit()).isEqualTo(3);
        Finished finished = here("evaluate", bereft.toString(), "evaluate=[energy-distance]");

        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(finished.out()).contains("energy-distance");
    }

    @Test
    void optionsOfTrainingAreRefused() {
        Finished finished = here("evaluate", run.toString(), "train.steps=7");

        assertThat(finished.exit()).isEqualTo(2);
        assertThat(finished.err()).contains("'train.steps=7' is not an option of an evaluation");
    }

    @Test
    void anUnknownOptionOfASolverIsPointedAt() {
        Finished finished = here("evaluate", run.toString(), "solver={type: euler, step: 7}");

        assertThat(finished.exit()).isEqualTo(3);
        assertThat(finished.err()).contains("RHEO-M003").contains("step");
    }

    @Test
    void aFolderIsNoFileToWrite() {
        Finished finished = here("evaluate", run.toString(), "count=20", "--out", folder.toString());

        assertThat(finished.exit()).isEqualTo(2);
        assertThat(finished.err()).contains("is a directory");
    }
}
