package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
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

/** A module that PyTorch saved as the network of an experiment: trained on, or used as it is. */
class TorchScriptIT {
    @TempDir
    Path folder;

    private Path manifest;

    @BeforeEach
    void aManifestBesideTheFile() throws IOException {
        try (var in = TorchScriptIT.class.getResourceAsStream("/torchscript/field.pt")) {
            Files.copy(in, folder.resolve("field.pt"));
        }
        manifest = Files.writeString(folder.resolve("pytorch.yaml"), """
                rheo: 1
                name: pytorch
                seed: 3
                data: {type: moons, samples: 2000}
                path: linear
                network: {type: torchscript, file: field.pt, smooth: true}
                train: {steps: 400, batch: 256, optimizer: {type: adam, learningRate: 5e-3}, ema: 0.98}
                sample: {count: 500, solver: {type: heun, steps: 20}}
                evaluate: [sliced-wasserstein]
                """);
    }

    @Test
    void itIsTrainedSampledAndEvaluatedAsAnyNetwork() {
        double before = distance(run("frozen", "network.frozen=true", "train.steps=1"));
        double after = distance(run("trained"));
        assertThat(after).isLessThan(before / 2);
    }

    /** As if the process had been killed between the checkpoints of step 30 and step 40. */
    @Test
    void trainingGoesOnFromACheckpointToTheSameBits() throws IOException {
        Path run = run("stopped", "train.steps=40", "train.checkpointEvery=10", "train.keepLast=4");
        String whole = Distribution.hash(run);
        Path checkpoint = run.resolve("checkpoints/step-40");
        Distribution.delete(checkpoint);
        Path state = run.resolve("run.json");
        Files.writeString(state, Files.readString(state).replace("completed", "running"));
        Finished resumed = here("resume", run.toString());
        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(checkpoint).isDirectory();
        assertThat(Distribution.hash(run)).isEqualTo(whole);
    }

    @Test
    void aFrozenModuleStaysWhatItIs() {
        String one = Distribution.hash(run("one", "network.frozen=true", "train.steps=1"));
        String many = Distribution.hash(
                run("many", "network.frozen=true", "train.steps=30", "train.optimizer.weightDecay=0.1", "seed=4"));
        assertThat(many).isEqualTo(one).isNotEqualTo(Distribution.hash(run("trained", "train.steps=1")));
    }

    @Test
    void aLikelihoodGoesThroughItsDerivative() {
        Path run = run("likelihood", "train.steps=20", "evaluate=[log-likelihood]");
        Map<?, ?> metric = (Map<?, ?>) Json.file(run.resolve("evaluation.json")).get("log-likelihood");
        assertThat(((Number) metric.get("value")).doubleValue()).isFinite();
    }

    @Test
    void itHasALossOnHeldOutRowsThatTrainingLowers() {
        assertThat(heldOutLoss(run("after", "train.steps=200", "evaluate=held-out-loss")))
                .isLessThan(heldOutLoss(run("before", "train.steps=1", "evaluate=held-out-loss")));
    }

    private static double heldOutLoss(Path run) {
        Map<?, ?> metric = (Map<?, ?>) Json.file(run.resolve("evaluation.json")).get("held-out-loss");
        return ((Number) metric.get("value")).doubleValue();
    }

    @Test
    void itsParametersAreExportedUnderTheirNamesInPyTorch() throws IOException {
        Path run = run("exported", "train.steps=2");
        Path file = folder.resolve("field.safetensors");
        Finished exported = here("export", run.toString(), "--format", "safetensors", "--out", file.toString());
        assertThat(exported.exit()).as(exported.all()).isZero();
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("\"layers.0.weight\"", "\"layers.2.bias\"");
        Finished program = here(
                "export",
                run.toString(),
                "--format",
                "torchscript",
                "--out",
                folder.resolve("x.pt").toString());
        assertThat(program.exit()).isEqualTo(1);
        assertThat(program.err()).contains("is a TorchScript module of its own", "--format safetensors");
    }

    @Test
    void aFileThatIsNoModuleIsAMistakeOfTheManifest() throws IOException {
        Files.writeString(folder.resolve("field.pt"), "weights");
        Finished refused = here("validate", manifest.toString());
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("pytorch.yaml:6", "is not an archive of torch.jit.save", "help:");
    }

    @Test
    void aModuleWhoseResultHasAnotherShapeIsFoundBeforeTheFirstStep() throws IOException {
        Finished refused = here(arguments("wrong", "data={type: gaussian-mixture, dimension: 3}"));
        assertThat(refused.exit()).as(refused.all()).isNotZero();
        assertThat(refused.err()).doesNotContain("\tat ");
    }

    private Path run(String name, String... overrides) {
        Finished finished = here(arguments(name, overrides));
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Distribution.onlyRun(folder.resolve(name));
    }

    private String[] arguments(String runs, String... overrides) {
        List<String> arguments = new ArrayList<>(List.of("run", manifest.toString()));
        arguments.addAll(List.of(overrides));
        arguments.addAll(List.of("--runs", folder.resolve(runs).toString()));
        return arguments.toArray(String[]::new);
    }

    private static double distance(Path run) {
        Map<?, ?> metric = (Map<?, ?>) Json.file(run.resolve("evaluation.json")).get("sliced-wasserstein");
        return ((Number) metric.get("value")).doubleValue();
    }
}
