package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.onlyRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest can ask of its training, with the assembled distribution. */
class TrainingIT {
    @TempDir
    Path folder;

    private Path manifest;

    @BeforeEach
    void writeManifest() throws IOException {
        manifest = Files.writeString(folder.resolve("small.yaml"), """
                rheo: 1
                name: small
                seed: 3
                data: {type: moons, samples: 400}
                path: {type: linear, sigma: 0}
                network: {type: mlp, width: 16, depth: 2}
                train: {steps: 60, batch: 32, checkpointEvery: 0, logEvery: 10}
                sample: {count: 64, solver: {type: euler, steps: 4}}
                evaluate: [{type: sliced-wasserstein, projections: 16}]
                """);
    }

    @Test
    void aDryRunSaysWhatWouldBeTrainedAndWritesNothing() throws IOException {
        Finished dry = run("--dry-run", "train.accumulate=2");
        assertThat(dry.exit()).as(dry.all()).isZero();
        assertThat(dry.out())
                .contains("60 steps of 64 pairs")
                .containsPattern("first loss +\\d")
                .contains("nothing was written");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(manifest);
        }
    }

    @Test
    void aDryRunFindsWhatTheFirstStepWouldStumbleOver() {
        Finished dry = run("--dry-run", "data.scale=1e30");
        assertThat(dry.exit()).isEqualTo(1);
        assertThat(dry.err()).contains("rheo: rehearsal:").contains("help:");
    }

    @Test
    void aProfileIsPrintedKeptAndShownInTheReport() throws IOException {
        Finished profiled = run("--profile");
        assertThat(profiled.exit()).as(profiled.all()).isZero();
        assertThat(profiled.out())
                .contains("the training thread: ")
                .contains("mean of 60 steps")
                .containsPattern("engine +loss and gradient")
                .containsPattern("coupling +pairing source and data");
        Path run = onlyRun(folder.resolve("runs"));
        assertThat(Json.file(run.resolve("profile.json"))).containsEntry("steps", 60);
        assertThat(run.resolve("report.html")).content().contains("Where the time goes");
    }

    @Test
    void withoutAProfileThereIsNone() throws IOException {
        run();
        Path run = onlyRun(folder.resolve("runs"));
        assertThat(run.resolve("profile.json")).doesNotExist();
        assertThat(run.resolve("report.html")).content().doesNotContain("Where the time goes");
    }

    @Test
    void aRunWhoseMetricDoesNotImproveStopsEarlyAndIsComplete() {
        // No evaluation improves on the one before by a thousand, so the second ends the training at step 30.
        Finished finished = run(
                "train.evaluateEvery=10", "train.stopEarly={metric: sliced-wasserstein, patience: 1, minDelta: 1000}");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.err())
                .contains("stopped early after step 30: sliced-wasserstein has not improved in 1 evaluation");
        Path run = onlyRun(folder.resolve("runs"));
        assertThat(Json.file(run.resolve("run.json")))
                .containsEntry("status", "completed")
                .containsEntry("stepsDone", 30);
        Finished again = here("resume", run.toString());
        assertThat(again.exit()).isZero();
        assertThat(again.err()).contains("is complete");
    }

    @Test
    void samplesAndExportsComeFromTheBestCheckpoint() throws IOException {
        Finished finished = run(
                "train.evaluateEvery=10",
                "train.keepLast=1",
                "train.keepBest={metric: sliced-wasserstein}",
                "train.optimizer={type: sgd, learningRate: 1, momentum: 0.99}",
                "train.clip=1",
                "sample.checkpoint=best");
        assertThat(finished.exit()).as(finished.all()).isZero();
        Path run = onlyRun(folder.resolve("runs"));
        long best = best(run, "sliced-wasserstein");
        assertThat(finished.err()).contains("the best checkpoint is that of step " + best);
        assertThat(run.resolve("checkpoints/step-" + best)).isDirectory();
        Finished exported = here("export", run.toString(), "--format", "safetensors", "--json");
        assertThat(exported.exit()).as(exported.all()).isZero();
        assertThat(Json.object(exported.out())).containsEntry("step", (int) best);
    }

    @Test
    void theHeldOutLossPicksTheBestCheckpointAndLeavesTheTrainingAsItIs() throws IOException {
        String[] both = {"evaluate=[sliced-wasserstein, {type: held-out-loss, samples: 64}]"};
        Finished plain = run(both);
        assertThat(plain.exit()).as(plain.all()).isZero();
        Path without = onlyRun(folder.resolve("runs"));
        Finished finished = run(
                both[0],
                "name=picked",
                "train.evaluateEvery=10",
                "train.evaluate=held-out-loss",
                "train.keepLast=1",
                "train.keepBest={metric: held-out-loss}",
                "train.stopEarly={metric: held-out-loss, patience: 50}",
                "sample.checkpoint=best");
        assertThat(finished.exit()).as(finished.all()).isZero();
        Path run = Distribution.runs(folder.resolve("runs")).stream()
                .filter(each -> !each.equals(without))
                .findFirst()
                .orElseThrow();
        assertThat(Json.file(run.resolve("run.json")).get("parameterHash"))
                .isEqualTo(Json.file(without.resolve("run.json")).get("parameterHash"));
        long best = best(run, "held-out-loss");
        assertThat(finished.err()).contains("the best checkpoint is that of step " + best);
        assertThat(run.resolve("checkpoints/step-" + best)).isDirectory();
        assertThat(run.resolve("metrics.jsonl"))
                .as("only the evaluation after the training computes all metrics")
                .content()
                .contains("held-out-loss")
                .doesNotContain("sliced-wasserstein");
        assertThat(run.resolve("evaluation.json")).content().contains("sliced-wasserstein");
        assertThat(run.resolve("report.html")).content().contains("held-out-loss");
        Finished last = here("evaluate", run.toString(), "checkpoint=last", "--json");
        Finished chosen = here("evaluate", run.toString(), "checkpoint=best", "--json");
        assertThat(loss(chosen)).isEqualTo(loss(Json.file(run.resolve("evaluation.json"))));
        assertThat(loss(chosen)).isLessThanOrEqualTo(loss(last));
    }

    /** Before the first step the parameters are the same; pairs of optimal transport are closer. */
    @Test
    void theHeldOutLossIsThatOfTheCouplingsPairs() throws IOException {
        String[] untrained = {"train.steps=1", "train.optimizer.learningRate=0", "evaluate=held-out-loss"};
        Finished independent = run(untrained[0], untrained[1], untrained[2], "name=independent");
        assertThat(independent.exit()).as(independent.all()).isZero();
        Finished coupled = run(untrained[0], untrained[1], untrained[2], "name=coupled", "coupling=minibatch-ot");
        assertThat(coupled.exit()).as(coupled.all()).isZero();
        assertThat(loss("coupled")).isLessThan(0.8 * loss("independent"));
    }

    @Test
    void whatIsComputedWhileTrainingIsOneOfTheMetrics() {
        Finished wrong = run("train.evaluateEvery=10", "train.evaluate=[mmd]");
        assertThat(wrong.exit()).isEqualTo(3);
        assertThat(wrong.err()).contains("'mmd' is not among the metrics of 'evaluate'");
        Finished unseen = run(
                "evaluate=[sliced-wasserstein, held-out-loss]",
                "train.evaluateEvery=10",
                "train.evaluate=[held-out-loss]",
                "train.keepBest={metric: sliced-wasserstein}");
        assertThat(unseen.exit()).isEqualTo(3);
        assertThat(unseen.err()).contains("'sliced-wasserstein' is not computed while training");
    }

    @Test
    void theBestCheckpointNeedsAMetricThatIsEvaluated() {
        Finished wrong =
                run("train.evaluateEvery=10", "train.keepBest={metric: wasserstein}", "train.stopEarly={metric: mmd}");
        assertThat(wrong.exit()).isEqualTo(3);
        assertThat(wrong.err())
                .contains("'wasserstein' is not among the metrics of 'evaluate'")
                .contains("'mmd' is not among the metrics of 'evaluate'")
                .contains("use one of sliced-wasserstein");
    }

    @Test
    void keepingTheBestNeedsEvaluations() {
        Finished wrong = run("train.keepBest={metric: sliced-wasserstein}");
        assertThat(wrong.exit()).isEqualTo(3);
        assertThat(wrong.err()).contains("nothing is evaluated while training").contains("train.evaluateEvery");
    }

    @Test
    void aDivergedRunSaysAtWhatStepOnWhatAndEndsWithFive() {
        Finished diverged = run("train.optimizer={type: sgd, learningRate: 1e30}");
        assertThat(diverged.exit()).isEqualTo(5);
        assertThat(diverged.err())
                .containsPattern(
                        "training diverged at step \\d+: loss \\S+, gradient norm \\S+, learning rate 1.000e\\+30")
                .contains("its minibatch: xt from ")
                .contains("train.optimizer.learningRate")
                .contains("train.onDivergence=rollback")
                .doesNotContain("\tat ");
        assertThat(Json.file(onlyRun(folder.resolve("runs")).resolve("run.json")))
                .containsEntry("status", "diverged");
    }

    @Test
    void aRunThatRollsBackEndsInOrderWithOneCourseInItsMetrics() throws IOException {
        Finished finished = run(
                "train.optimizer={type: sgd, learningRate: 64, momentum: 0}",
                "network.activation=silu",
                "train.checkpointEvery=5",
                "train.logEvery=1",
                "train.onDivergence=rollback");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.err()).contains("; going on from step ").contains(" of the learning rate");
        List<Integer> steps = new ArrayList<>();
        for (String line : Files.readAllLines(onlyRun(folder.resolve("runs")).resolve("metrics.jsonl"))) {
            Map<String, Object> values = Json.object(line);
            if (values.get("phase").equals("train")) {
                steps.add((Integer) values.get("step"));
            }
        }
        assertThat(steps).hasSize(60).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void statisticsNameEveryParameter() throws IOException {
        run("train.statisticsEvery=30");
        Path run = onlyRun(folder.resolve("runs"));
        String lines = Files.readString(run.resolve("metrics.jsonl"));
        assertThat(lines).contains("hidden0.weight:gradientRms").contains("hidden0.bias:weightMax");
        assertThat(run.resolve("report.html")).content().contains("Parameters and gradients");
    }

    private static long best(Path run, String metric) throws IOException {
        long best = 0;
        double value = Double.POSITIVE_INFINITY;
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            Map<String, Object> values = Json.object(line);
            if (values.get("phase").equals("evaluate") && ((Number) values.get(metric)).doubleValue() < value) {
                value = ((Number) values.get(metric)).doubleValue();
                best = ((Number) values.get("step")).longValue();
            }
        }
        return best;
    }

    private double loss(String name) {
        for (Path run : Distribution.runs(folder.resolve("runs"))) {
            if (run.getParent().endsWith(name)) {
                return loss(Json.file(run.resolve("evaluation.json")));
            }
        }
        throw new AssertionError("there is no run of " + name);
    }

    private static double loss(Finished json) {
        assertThat(json.exit()).as(json.all()).isZero();
        return loss(Json.object(json.out()));
    }

    private static double loss(Map<String, Object> evaluation) {
        return ((Number) ((Map<?, ?>) evaluation.get("held-out-loss")).get("value")).doubleValue();
    }

    private Finished run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", manifest.toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--runs", folder.resolve("runs").toString()));
        return here(arguments.toArray(String[]::new));
    }
}
