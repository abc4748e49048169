package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example of conditions, shortened: what is asked for, and what is known. Seeds are fixed. */
class ConditionsIT {
    @TempDir
    private static Path folder;

    private static Path run;

    private static Finished rheo(String... arguments) {
        Finished finished = Distribution.launch(folder, arguments);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return finished;
    }

    @BeforeAll
    static void train() {
        rheo(
                "run",
                "conditions",
                "train.steps=1500",
                "--runs",
                folder.resolve("runs").toString());
        run = Distribution.onlyRun(folder.resolve("runs"));
    }

    @SuppressWarnings("unchecked")
    @Test
    void samplesGoWithWhatTheyWereAskedFor() {
        Map<String, Number> joint =
                (Map<String, Number>) Json.file(run.resolve("evaluation.json")).get("joint-sliced-wasserstein");
        assertThat(joint.get("value").doubleValue())
                .isLessThan(3 * joint.get("floor").doubleValue());
        assertThat(run.resolve("samples").resolve("conditions.npy")).isRegularFile();
    }

    /** East ~ N(2 p, s²), north ~ N(sin πp, s²) on the south side; s = 0.1 + 0.25 |p|. */
    @Test
    void meanAndSpreadAreThoseGivenConditionAndLabel() throws IOException {
        for (double p : new double[] {-0.7, 0.5}) {
            Path file = folder.resolve("at" + p + ".csv");
            rheo(
                    "sample",
                    run.toString(),
                    "--condition",
                    "position=" + p,
                    "--label",
                    "1",
                    "--count",
                    "2000",
                    "--out",
                    file.toString());
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.get(0)).isEqualTo("x0,x1,position,label");
            assertThat(lines.get(1)).endsWith("," + p + ",1");
            double spread = 0.1 + 0.25 * Math.abs(p);
            assertThat(mean(lines, 0)).isCloseTo(2 * p, within(0.5 * spread));
            assertThat(mean(lines, 1)).isCloseTo(Math.sin(Math.PI * p), within(0.5 * spread));
            assertThat(deviation(lines, 0)).isCloseTo(spread, within(0.35 * spread));
            assertThat(deviation(lines, 1)).isCloseTo(spread, within(0.35 * spread));
        }
    }

    @Test
    void knownEntriesComeBackAndPullTheOthersAlong() throws IOException {
        Path known = Files.writeString(folder.resolve("known.csv"), "x0\n1.25\n-1.5\n");
        Path file = folder.resolve("inpainted.csv");
        rheo("sample", run.toString(), "--known", known.toString(), "--count", "6", "--out", file.toString());
        List<String> lines = Files.readAllLines(file);
        assertThat(IntStream.rangeClosed(1, 6).mapToDouble(i -> cell(lines.get(i), 0)))
                .containsExactly(1.25, -1.5, 1.25, -1.5, 1.25, -1.5);
    }

    @Test
    void whatIsNoConditionIsRefused() {
        Finished refused =
                Distribution.launch(folder, "sample", run.toString(), "--condition", "speed=3", "--out", "no.csv");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("--condition speed is not a condition of this model", "position");
        assertThat(folder.resolve("no.csv")).doesNotExist();
    }

    @Test
    void couplingWithoutRegardToConditionsIsWarnedOf() {
        Finished warned = Distribution.launch(folder, "validate", "conditions", "coupling=minibatch-ot");
        assertThat(warned.all()).contains("network.conditions");
    }

    @Test
    void theTorchScriptFormIsRefusedAndTheOwnFormCarriesThem() {
        Finished refused = Distribution.launch(folder, "export", run.toString(), "--out", "flow.pt");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("conditioned on continuous numbers");
        rheo("export", run.toString(), "--format", "safetensors", "--out", "flow.safetensors");
        rheo("sample", "flow.safetensors", "--condition", "position=0", "--count", "3", "--out", "three.csv");
    }

    private static double cell(String line, int column) {
        return Double.parseDouble(line.split(",")[column]);
    }

    private static double mean(List<String> lines, int column) {
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> cell(line, column))
                .average()
                .orElseThrow();
    }

    private static double deviation(List<String> lines, int column) {
        double mean = mean(lines, column);
        return Math.sqrt(lines.stream()
                .skip(1)
                .mapToDouble(line -> Math.pow(cell(line, column) - mean, 2))
                .average()
                .orElseThrow());
    }
}
