package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example of guidance, shortened, and draws from it with other weights. */
class GuidanceIT {
    @TempDir
    private static Path folder;

    private static Path guided;

    private static Finished rheo(String... arguments) {
        return Distribution.launch(folder, arguments);
    }

    @BeforeAll
    static void train() {
        Finished finished = rheo(
                "run",
                "digits-guided",
                "train.steps=600",
                "sample.count=300",
                "evaluate=[classifier-accuracy]",
                "--runs",
                folder.resolve("guided").toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        guided = Distribution.onlyRun(folder.resolve("guided"));
    }

    private static double[] drawn(String name, String... options) throws IOException {
        String[] all = new String[options.length + 8];
        Path file = folder.resolve(name + ".npy");
        System.arraycopy(
                new String[] {"sample", guided.toString(), "--out", file.toString(), "--count", "20", "--label", "3"},
                0,
                all,
                0,
                8);
        System.arraycopy(options, 0, all, 8, options.length);
        Finished finished = rheo(all);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return NpyArray.read(file).values();
    }

    @SuppressWarnings("unchecked")
    @Test
    void guidedDigitsAreRecognisedAsTheClassAskedFor() {
        Map<String, Number> accuracy = (Map<String, Number>)
                Json.file(guided.resolve("evaluation.json")).get("classifier-accuracy");
        assertThat(accuracy.get("value").doubleValue()).isGreaterThan(0.95);
    }

    @Test
    void aDrawMayChangeWeightAndInterval() throws IOException {
        double[] asTrained = drawn("as-trained");
        assertThat(drawn("same", "guidance.weight=2")).isEqualTo(asTrained);
        assertThat(drawn("more", "guidance.weight=4")).isNotEqualTo(asTrained);
        double[] conditional = drawn("conditional", "guidance.weight=1");
        assertThat(drawn("never", "guidance.from=0.9999999", "guidance.to=1", "solver={type: euler, steps: 5}"))
                .isEqualTo(drawn("euler", "guidance.weight=1", "solver={type: euler, steps: 5}"));
        assertThat(conditional).isNotEqualTo(asTrained);
    }

    @Test
    void evaluationsCountEveryCallOfTheNetwork() {
        Finished mixed = rheo(
                "sample",
                guided.toString(),
                "--count",
                "1",
                "--out",
                folder.resolve("n.npy").toString(),
                "solver={type: euler, steps: 5}");
        assertThat(mixed.all()).contains("10 network evaluations");
        Finished alone = rheo(
                "sample",
                guided.toString(),
                "--count",
                "1",
                "--out",
                folder.resolve("n.npy").toString(),
                "solver={type: euler, steps: 5}",
                "guidance.weight=1");
        assertThat(alone.all()).contains("5 network evaluations");
    }

    @Test
    void aModelWithoutGuidanceCannotBeGuided() {
        Finished plain = rheo(
                "train",
                "digits",
                "train.steps=2",
                "--runs",
                folder.resolve("plain").toString());
        assertThat(plain.exit()).as(plain.all()).isZero();
        Finished refused = rheo(
                "sample",
                Distribution.onlyRun(folder.resolve("plain")).toString(),
                "--out",
                folder.resolve("x.npy").toString(),
                "guidance=classifier-free");
        assertThat(refused.exit()).as(refused.all()).isEqualTo(2);
        assertThat(refused.all()).contains("needs a network that was trained with 'guidance' in its manifest");
    }

    @Test
    void anExportSaysThatGuidanceIsNotInIt() {
        Finished exported = rheo(
                "export",
                guided.toString(),
                "--format",
                "torchscript",
                "--out",
                folder.resolve("m.pt").toString());
        assertThat(exported.exit()).as(exported.all()).isZero();
        assertThat(exported.all())
                .contains("guidance is not part of the program")
                .contains("label 10");
    }
}
