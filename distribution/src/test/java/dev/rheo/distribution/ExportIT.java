package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Points;
import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.runtime.export.ExportedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rheo export}, and its files opened again. */
class ExportIT {
    @TempDir
    static Path folder;

    private static ExportedRuns runs;

    @BeforeAll
    static void train() throws IOException {
        runs = new ExportedRuns(folder).plane();
        runs.train("plane.yaml");
    }

    @Test
    void anExportSamplesWithoutItsData() throws IOException {
        Path data = Files.createDirectories(folder.resolve("elsewhere/data"));
        Path digits =
                Files.copy(Distribution.HOME.resolve("examples/data/digits.csv.gz"), data.resolve("digits.csv.gz"));
        Path manifest =
                Files.copy(Distribution.HOME.resolve("examples/digits.yaml"), data.resolveSibling("digits.yaml"));
        runs.train(manifest.toString(), "name=lost", "train.steps=5", "network.width=16", "sample.batch=64");
        Files.delete(digits);

        for (String format : List.of("torchscript", "safetensors")) {
            try (TrainedFlow flow = TrainedFlow.of(ExportedModels.open(runs.exported("lost", "--format", format)))) {
                Points samples = flow.samples(64);
                assertThat(samples.count()).isEqualTo(64);
                assertThat(mean(samples)).as("grey levels from 0 to 16").isBetween(2.0, 14.0);
            }
        }
    }

    @Test
    void aRunOfAnOlderRheoGetsItsRecordOfTheDataWhenItIsEvaluated() throws IOException {
        runs.train("plane.yaml", "name=older");
        Path record = runs.run("older").resolve("data.json");
        String before = Files.readString(record);
        Files.delete(record);
        complains(1, "it has no data.json", runs.export("older", "--format", "npz"));

        assertThat(here("evaluate", runs.run("older").toString()).exit()).isZero();

        assertThat(record).hasContent(before);
        runs.exported("older", "--format", "npz");
    }

    @Test
    void dataThatIsNotWhatTheRunWasTrainedOnIsRefused() throws IOException {
        Path rows = Files.createDirectories(folder.resolve("changing")).resolve("rows.csv");
        Files.writeString(rows, "x,y\n" + "1,2\n3,4\n5,7\n".repeat(40));
        runs.train("plane.yaml", "name=changing", "data={type: csv, path: " + rows + ", standardise: per-feature}");
        Files.writeString(rows, "x,y\n" + "1,2\n3,4\n5,9\n".repeat(40));

        Finished evaluated = here("evaluate", runs.run("changing").toString());

        complains(3, "the data is not what", evaluated);
        assertThat(runs.run("changing").resolve("evaluation.json")).doesNotExist();
    }

    private static double mean(Points points) {
        double sum = 0;
        for (float value : points.values()) {
            sum += value;
        }
        return sum / points.values().length;
    }

    @Test
    void anAverageIsChosenByItsPlaceInTheManifest() {
        Path target = folder.resolve("average.safetensors");
        for (String[] each : new String[][] {{"1", "0.9"}, {"2", "0.99"}, {"none", "null"}}) {
            runs.exported("plane", "--format", "safetensors", "--force", "--out", target.toString(), "--ema", each[0]);
            assertThat(String.valueOf(ExportedModels.open(target).provenance().average()))
                    .isEqualTo(each[1]);
        }
        Finished third = runs.export("plane", "--format", "npz", "--ema", "3");
        assertThat(third.exit()).isEqualTo(1);
        assertThat(third.err()).contains("it has 2 moving averages of its parameters, not 3");
    }

    @Test
    void theResultIsAPathOrAnObject() {
        Path file = runs.exported(
                "plane", "--format", "npz", "--out", folder.resolve("plane.npz").toString());
        assertThat(file).isEqualTo(folder.resolve("plane.npz")).isNotEmptyFile();

        Finished json = runs.export("plane", "--format", "torchscript", "--force", "--json");
        assertThat(Json.object(json.out()))
                .containsEntry("path", runs.run("plane").resolve("model.pt").toString())
                .containsEntry("format", "torchscript")
                .containsEntry("step", 20)
                .containsEntry("average", 0.9)
                .containsEntry("forward", "velocity");
    }

    @Test
    void aFileThatIsThereStaysUnlessForced() throws IOException {
        Path target = Files.writeString(folder.resolve("mine.pt"), "mine");
        String[] options = {"--format", "torchscript", "--out", target.toString()};

        Finished refused = runs.export("plane", options);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("exists").contains("--force");
        assertThat(target).hasContent("mine");

        runs.exported("plane", "--format", "torchscript", "--force", "--out", target.toString());
        assertThat(ExportedModels.open(target).provenance().experiment()).isEqualTo("plane");
    }

    @Test
    void whatCannotBeExportedIsMetWithASentence() throws IOException {
        Path untrained = Files.createDirectories(folder.resolve("empty/plane/20260701-120000-00ff"));
        Files.copy(runs.run("plane").resolve("run.json"), untrained.resolve("run.json"));
        Files.copy(runs.run("plane").resolve("resolved.yaml"), untrained.resolve("resolved.yaml"));
        complains(2, "Missing required option", runs.export("plane"));
        complains(2, "--format hdf5 is not a format", runs.export("plane", "--format", "hdf5"));
        complains(2, "--ema 0.9 is not an average", runs.export("plane", "--format", "npz", "--ema", "0.9"));
        complains(1, "Cannot find the run 'nobody'", runs.export("nobody", "--format", "npz"));
        complains(1, "has no checkpoint yet", runs.export(untrained.toString(), "--format", "npz"));
        complains(2, "is a directory", runs.export("plane", "--format", "npz", "--out", folder.toString()));
        String nowhere = folder.resolve("none/model.npz").toString();
        complains(1, "does not exist", runs.export("plane", "--format", "npz", "--out", nowhere));
        String below = Files.writeString(folder.resolve("file"), "")
                .resolve("model.pt")
                .toString();
        complains(1, "is a file where a directory is needed", runs.export("plane", "--format", "npz", "--out", below));
    }

    private static void complains(int exit, String words, Finished finished) {
        assertThat(finished.exit()).as(finished.all()).isEqualTo(exit);
        assertThat(finished.err()).contains(words).contains("help:").doesNotContain("\tat ");
        assertThat(finished.out()).isEmpty();
    }

    @Test
    void anExportThatWasCutOffIsRefused() throws IOException {
        for (String format : List.of("torchscript", "safetensors")) {
            Path file = runs.exported(
                    "plane",
                    "--format",
                    format,
                    "--force",
                    "--out",
                    folder.resolve("cut").toString());
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 100));
            assertThatThrownBy(() -> ExportedModels.open(file)).hasMessageContaining("damaged");
        }
    }
}
