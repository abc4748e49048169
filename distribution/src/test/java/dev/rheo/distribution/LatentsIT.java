package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.hash;
import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example of a flow of latents, shortened, and what can be done with its runs. */
class LatentsIT {
    private static final String[] SHORT = {
        "run",
        "digits-latent",
        "autoencoder.steps=150",
        "train.steps=300",
        "train.schedule.warmup=20",
        "train.ema=0.99",
        "sample.count=300"
    };

    private static final String[] TINY = {
        "train",
        "digits-latent",
        "autoencoder.steps=10",
        "autoencoder.channels=[8, 8]",
        "train.steps=3",
        "network.width=32"
    };

    @TempDir
    private static Path folder;

    private static Path drawn;
    private static Path tiny;

    private static Path run(String name, String[] command, String... more) {
        Path runs = folder.resolve(name);
        String[] all = Arrays.copyOf(command, command.length + more.length + 2);
        System.arraycopy(more, 0, all, command.length, more.length);
        all[all.length - 2] = "--runs";
        all[all.length - 1] = runs.toString();
        Finished finished = here(all);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Distribution.onlyRun(runs);
    }

    @BeforeAll
    static void train() {
        drawn = run("drawn", SHORT);
        tiny = run("tiny", TINY);
    }

    @SuppressWarnings("unchecked")
    private static double number(Path run, String metric, String key) {
        Map<String, Number> found =
                (Map<String, Number>) Json.file(run.resolve("evaluation.json")).get(metric);
        return found.get(key).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> latents(Path run) {
        return (Map<String, Object>) Json.file(run.resolve("run.json")).get("latents");
    }

    @Test
    void digitsDrawnAsLatentsAreRecognised() throws IOException {
        assertThat(number(drawn, "classifier-accuracy", "value")).isGreaterThan(0.7);
        assertThat(NpyArray.read(drawn.resolve("samples/samples.npy")).shape()).containsExactly(300, 1, 8, 8);
    }

    @Test
    void scaleAndReconstructionAreRecorded() {
        assertThat(latents(drawn)).containsEntry("shape", List.of(2, 4, 4));
        double scale = ((Number) latents(drawn).get("scale")).doubleValue();
        assertThat(scale * number(drawn, "reconstruction-error", "latent-deviation"))
                .isBetween(0.999999, 1.000001);
        assertThat(number(drawn, "reconstruction-error", "unexplained")).isBetween(0.0, 0.5);
        assertThat(number(drawn, "reconstruction-error", "kl")).isPositive();
        assertThat(drawn.resolve("reconstruction.png")).isNotEmptyFile();
    }

    @Test
    void aDrawOfTheRunsOwnSeedGivesItsSamples() throws IOException {
        double[] own = NpyArray.read(drawn.resolve("samples/samples.npy")).values();
        assertThat(sampled(drawn, "again.npy", "--count", "300").values()).isEqualTo(own);
    }

    @Test
    void rowsAreEncodedBeforeTheyAreCarriedToTheSource() throws IOException {
        assertThat(sampled(drawn, "back.npy", "--count", "20", "--backward").shape())
                .containsExactly(20, 2, 4, 4);
    }

    @Test
    void anExportHasItsAutoencoderWithIt() throws IOException {
        double[] expected = sampled(drawn, "run.npy", "--count", "12").values();
        for (String format : List.of("torchscript", "safetensors")) {
            Path file = exported(format);
            assertThat(sampled(file, format + ".npy", "--count", "12", "--seed", "42")
                            .values())
                    .isEqualTo(expected);
        }
    }

    @Test
    void pythonDecodesWhatTheExportHolds() throws IOException {
        Python python = Python.withTorch();
        String error = python.run(
                folder,
                """
                import sys, numpy, torch
                model = torch.jit.load(sys.argv[1])
                samples = torch.from_numpy(numpy.load(sys.argv[2]))
                scale = float(sys.argv[3])
                with torch.no_grad():
                    trained = samples / 8 - 1
                    latents = model.autoencoder.encode(trained)
                    decoded = model.autoencoder.decode(latents)
                    print((model.to_original(latents * scale) - (decoded + 1) * 8).abs().max().item())
                    x = torch.randn(5, 2, 4, 4)
                    print(list(model(x, torch.tensor(0.5), torch.tensor(3)).shape))
                """,
                exported("torchscript").toString(),
                drawn.resolve("samples/samples.npy").toString(),
                String.valueOf(latents(drawn).get("scale")));
        String[] lines = error.strip().split("\\R");
        assertThat(Double.parseDouble(lines[0])).isLessThan(1e-3);
        assertThat(lines[1]).isEqualTo("[5, 2, 4, 4]");
    }

    @Test
    void aRunThatWasKilledBeforeItsAutoencoderWasReadyEndsInTheSameParameters() throws IOException {
        Path killed = Distribution.copy(tiny, folder.resolve("killed"));
        Distribution.delete(killed.resolve("checkpoints"));
        Files.delete(killed.resolve("autoencoder.safetensors"));

        Finished resumed = here("resume", killed.toString());

        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(resumed.all()).contains("training the autoencoder");
        assertThat(hash(killed)).isEqualTo(hash(tiny));
        assertThat(latents(killed)).isEqualTo(latents(tiny));
    }

    @Test
    void anAutoencoderThatIsReadyIsNotTrainedAgain() throws IOException {
        Path stopped = Distribution.copy(tiny, folder.resolve("stopped"));
        Distribution.delete(stopped.resolve("checkpoints"));

        Finished resumed = here("resume", stopped.toString());

        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(resumed.all()).doesNotContain("training the autoencoder");
        assertThat(hash(stopped)).isEqualTo(hash(tiny));
    }

    @Test
    void theAutoencoderOfAnotherRunCanBeTaken() {
        Path taken = run("taken", TINY, "autoencoder.from=" + tiny);
        assertThat(latents(taken)).isEqualTo(latents(tiny));
        assertThat(hash(taken)).isEqualTo(hash(tiny));
    }

    @Test
    void anAutoencoderOfOtherOptionsIsRefusedByItsTensors() {
        Finished refused = here(
                "train",
                "digits-latent",
                "autoencoder.from=" + tiny,
                "train.steps=1",
                "--runs",
                folder.resolve("misfit").toString());
        assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
        assertThat(refused.all()).contains("its tensor \"encoder.in.weight\" is F32 of shape [8, 1, 3, 3]");
    }

    @Test
    void allPrincipalComponentsLoseNothing() {
        Path pca = run(
                "pca",
                SHORT,
                "autoencoder={type: pca, components: 64}",
                "train.steps=2",
                "sample.count=8",
                "evaluate=[sliced-wasserstein]");
        assertThat(number(pca, "reconstruction-error", "value")).isLessThan(1e-10);
    }

    @Test
    void whatLatentsHaveNotIsRefusedBeforeTraining() {
        assertThat(refusal("evaluate=[log-likelihood]")).contains("'log-likelihood' does not go with 'data.encoded'");
        assertThat(refusal("data.flip=true"))
                .contains("data.flip changes rows each time")
                .contains("RHEO-S004");
        assertThat(refusal("autoencoder={type: pca, components: 65}")).contains("65 components are more than the 64");
        assertThat(refusal("autoencoder.channels=[8, 8, 8, 8, 8]")).contains("no multiples of 16");
    }

    private static String refusal(String override) {
        Finished refused = here("validate", "digits-latent", override);
        assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
        return refused.all();
    }

    private static NpyArray sampled(Path model, String name, String... options) throws IOException {
        Path file = folder.resolve(name);
        String[] all =
                Arrays.copyOf(new String[] {"sample", model.toString(), "--out", file.toString()}, 4 + options.length);
        System.arraycopy(options, 0, all, 4, options.length);
        Finished finished = here(all);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return NpyArray.read(file);
    }

    private static Path exported(String format) {
        Path file = folder.resolve("model." + format);
        Finished finished = here("export", drawn.toString(), "--format", format, "--force", "--out", file.toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        return file;
    }
}
