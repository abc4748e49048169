package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real run of a labelled CSV file far from the origin, and what it leaves behind. */
class MainJobIT {
    private static final int SAMPLES = 200;

    @TempDir
    static Path folder;

    private static Finished finished;
    private static Path run;
    private static Path runs;

    @BeforeAll
    static void runTheExperiment() throws IOException {
        Path home = Files.createDirectories(folder.resolve("my experiments"));
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("x,y,kind\n");
        for (int i = 0; i < 400; i++) {
            int kind = i % 2;
            csv.append(1000 + 10 * kind + random.nextGaussian()).append(',');
            csv.append(-50 + random.nextGaussian()).append(',').append(kind).append('\n');
        }
        Files.writeString(home.resolve("points.csv"), csv);
        Files.writeString(home.resolve("an experiment.yaml"), """
                rheo: 1
                name: two-clouds
                seed: 7
                data: {type: csv, path: points.csv, label: kind, standardise: per-feature}
                path: linear
                coupling: {type: minibatch-ot, withinLabels: true}
                network: {type: residual-mlp, width: 32, depth: 1}
                train: {steps: 300, batch: 64, checkpointEvery: 100, logEvery: 50, ema: 0.9, optimizer: {type: adam, learningRate: 0.01}}
                sample: {count: %d, solver: {type: midpoint, steps: 10}}
                evaluate: [wasserstein, path-energy, {type: classifier-accuracy, steps: 100}]
                trackers: [csv]
                """.formatted(SAMPLES));
        runs = folder.resolve("my runs");
        finished = Distribution.launch(
                folder, "run", "my experiments/an experiment.yaml", "--runs", "my runs", "train.steps=250");
        assertThat(finished.exit()).as(finished.all()).isZero();
        run = Distribution.onlyRun(runs);
    }

    @Test
    void resultsGoToStandardOutput() {
        assertThat(finished.out())
                .contains("completed, 250 steps")
                .contains("wasserstein")
                .contains("path-energy")
                .contains("classifier-accuracy")
                .contains("report   " + folder.relativize(run.resolve("report.html")))
                .containsPattern("picture  .*\\.png")
                .contains("samples.npy")
                .doesNotContain("steps/s");
    }

    @Test
    void progressGoesToStandardErrorAsPlainLines() {
        assertThat(finished.err())
                .startsWith("run directory " + folder.relativize(run))
                .containsPattern("step 250/250  loss \\S+ +\\d+ steps/s")
                .doesNotContain("\r", "\u001b", "Exception", "SLF4J", "WARNING");
    }

    @Test
    void theRunDirectoryIsComplete() throws IOException {
        assertThat(Stream.of(
                                "manifest.yaml",
                                "resolved.yaml",
                                "run.json",
                                "environment.json",
                                "metrics.jsonl",
                                "run.log",
                                "samples/samples.npy",
                                "samples/labels.npy",
                                "evaluation.json",
                                "report.html",
                                "progress.csv")
                        .map(run::resolve))
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        try (Stream<Path> pictures =
                Files.list(run).filter(file -> file.toString().endsWith(".png"))) {
            assertThat(pictures).hasSizeGreaterThanOrEqualTo(4).allSatisfy(picture -> assertThat(
                            Files.readAllBytes(picture))
                    .startsWith(0x89, 'P', 'N', 'G'));
        }
        try (Stream<Path> all = Files.walk(run)) {
            assertThat(all).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void stateAndEnvironmentAreRecorded() {
        Map<String, Object> state = Json.file(run.resolve("run.json"));
        assertThat(state)
                .containsEntry("status", "completed")
                .containsEntry("name", "two-clouds")
                .containsEntry("stepsDone", 250)
                .containsEntry("stepsTotal", 250)
                .containsEntry("seed", 7)
                .containsKeys("formatVersion", "started", "ended");
        assertThat((String) state.get("parameterHash")).matches("[0-9a-f]{64}");
        Map<String, Object> environment = Json.file(run.resolve("environment.json"));
        assertThat(environment).containsKeys("formatVersion", "jdk", "os", "engine", "threads");
        List<?> plugins = (List<?>) environment.get("plugins");
        assertThat(plugins).hasSizeGreaterThanOrEqualTo(10).allSatisfy(plugin -> {
            Map<?, ?> fact = (Map<?, ?>) plugin;
            assertThat((String) fact.get("sha256")).matches("[0-9a-f]{64}");
            assertThat((String) fact.get("version")).isNotEmpty();
        });
    }

    @Test
    void theManifestIsKeptAsWrittenAndAsResolved() throws IOException {
        assertThat(run.resolve("manifest.yaml"))
                .content()
                .contains("steps: 300")
                .contains("#   train.steps=250");
        assertThat(run.resolve("resolved.yaml"))
                .content()
                .contains("steps: 250")
                .contains("timesteps:");
        assertThat(Files.readString(run.resolve("run.log"))).contains("training from step 0 to 250");
    }

    @Test
    void metricsGrowByStep() throws IOException {
        List<Integer> steps = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            Map<String, Object> record = Json.object(line);
            if (record.get("phase").equals("train")) {
                steps.add((Integer) record.get("step"));
                assertThat((Double) record.get("loss")).isFinite();
            }
        }
        assertThat(steps).containsExactly(50, 100, 150, 200, 250);
    }

    @Test
    void checkpointsHoldModelAverageAndOptimizer() {
        for (String step : List.of("step-100", "step-200", "step-250")) {
            for (String file : List.of("model.safetensors", "ema.safetensors", "optimizer.safetensors", "state.json")) {
                assertThat(run.resolve("checkpoints").resolve(step).resolve(file))
                        .isNotEmptyFile();
            }
        }
    }

    @Test
    void samplesAreInOriginalUnitsWithTheirLabels() throws IOException {
        NpyArray samples = NpyArray.read(run.resolve("samples/samples.npy"));
        NpyArray labels = NpyArray.read(run.resolve("samples/labels.npy"));
        assertThat(samples.type()).isEqualTo("<f4");
        assertThat(samples.shape()).containsExactly(SAMPLES, 2);
        assertThat(samples.mean(0)).isCloseTo(1005, within(3.0));
        assertThat(samples.mean(1)).isCloseTo(-50, within(1.0));
        assertThat(labels.shape()).containsExactly(SAMPLES);
        assertThat(labels.values()).contains(0, 1);
        double[] mean = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < SAMPLES; i++) {
            int label = (int) labels.values()[i];
            mean[label] += samples.values()[2 * i];
            count[label]++;
        }
        assertThat(mean[1] / count[1] - mean[0] / count[0]).isCloseTo(10, within(4.0));
    }

    @Test
    void theEvaluationHasValuesAndFloors() {
        Map<String, Object> evaluation = Json.file(run.resolve("evaluation.json"));
        assertThat(evaluation).containsKeys("wasserstein", "classifier-accuracy");
        Map<?, ?> wasserstein = (Map<?, ?>) evaluation.get("wasserstein");
        assertThat((Double) wasserstein.get("value")).isPositive();
        assertThat((Double) wasserstein.get("floor")).isPositive();
    }

    @Test
    void theReportIsOnePageThatFetchesNothing() throws IOException {
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("two-clouds")
                .contains("wasserstein")
                .contains("data:image/png;base64,")
                .doesNotContainPattern("(src|href)=\"https?://[^\"]*\\.(js|css|png)\"");
    }

    @Test
    void itIsListed() {
        List<Map<String, Object>> listed = Json.list(
                Distribution.here("runs", "--json", "--runs", runs.toString()).out());
        assertThat(listed).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("name", "two-clouds")
                .containsEntry("status", "completed")
                .containsEntry("stepsDone", 250)
                .containsKey("parameterHash"));
        assertThat(Distribution.here("runs", "--runs", runs.toString()).out()).contains("completed", "250/250");
    }

    @Test
    void resumingACompleteRunSaysSo() {
        Finished again = Distribution.here("resume", "two-clouds", "--runs", runs.toString());
        assertThat(again.exit()).isZero();
        assertThat(again.err()).contains("is complete");
    }

    @Test
    void evaluatingAgainGivesTheSameNumbers() {
        Map<String, Object> before = Json.file(run.resolve("evaluation.json"));

        Finished again = Distribution.here("evaluate", "latest", "--json", "--runs", runs.toString());

        assertThat(again.exit()).as(again.err()).isZero();
        Map<String, Object> printed = Json.object(again.out());
        assertThat(Json.file(run.resolve("evaluation.json"))).isEqualTo(before);
        assertThat(printed.get("wasserstein")).isEqualTo(before.get("wasserstein"));
    }

    @Test
    void samplesFollowFromTheSeed() throws IOException {
        Path copy = Distribution.copy(run, folder.resolve("copy/two-clouds/moved"));
        byte[] evaluated = Files.readAllBytes(copy.resolve("samples/samples.npy"));
        String[] command = {"sample", copy.toString(), "--count", "7", "--seed", "3"};
        Path file = copy.resolve("samples/seed-3-count-7.npy");
        Path labels = copy.resolve("samples/seed-3-count-7-labels.npy");

        Finished first = Distribution.here(command);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out().lines()).containsExactly(file.toString(), labels.toString());
        byte[] once = Files.readAllBytes(file);
        Distribution.here(command);
        byte[] twice = Files.readAllBytes(file);
        Distribution.here("sample", copy.toString(), "--count", "7", "--seed", "4");

        assertThat(NpyArray.read(file).shape()).containsExactly(7, 2);
        assertThat(NpyArray.read(labels).shape()).containsExactly(7);
        assertThat(twice).isEqualTo(once);
        assertThat(Files.readAllBytes(copy.resolve("samples/seed-4-count-7.npy")))
                .isNotEqualTo(once);
        assertThat(copy.resolve("samples/samples.npy"))
                .as("what evaluation.json describes")
                .hasBinaryContent(evaluated);
    }

    @Test
    void theRunsSeedGivesTheSamplesThatWereEvaluated() throws IOException {
        Path again = folder.resolve("again.npy");
        Finished sampled = Distribution.here("sample", run.toString(), "--out", again.toString());
        assertThat(sampled.exit()).as(sampled.err()).isZero();
        assertThat(again).hasSameBinaryContentAs(run.resolve("samples/samples.npy"));
        assertThat(folder.resolve("again-labels.npy")).hasSameBinaryContentAs(run.resolve("samples/labels.npy"));
    }
}
