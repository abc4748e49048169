package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Npy;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    void exportsDrawTheSamplesOfTheRun() throws IOException {
        List<String> asked = List.of("--condition", "position=0.25", "--count", "40", "--seed", "9");
        List<String> drawn = drawn(run.toString(), asked);
        rheo("export", run.toString(), "--format", "torchscript", "--out", "flow.pt");
        rheo("export", run.toString(), "--format", "safetensors", "--out", "flow.safetensors");
        for (String file : List.of("flow.pt", "flow.safetensors")) {
            assertThat(drawn(file, asked)).isEqualTo(drawn);
            try (RheoModel model = Rheo.opening(folder.resolve(file))
                    .distribution(Distribution.HOME)
                    .open()) {
                float[] values = model.sampler().conditions(0.25).sample(40, 9).values();
                for (int i = 0; i < 40; i++) {
                    assertThat((float) cell(drawn.get(i + 1), 0)).isEqualTo(values[2 * i]);
                }
            }
        }
    }

    private static List<String> drawn(String model, List<String> asked) throws IOException {
        List<String> command = new ArrayList<>(List.of("sample", model, "--out", "drawn.csv"));
        command.addAll(asked);
        rheo(command.toArray(String[]::new));
        return Files.readAllLines(folder.resolve("drawn.csv"));
    }

    /** Pictures of two halves, each bright or dark as its token says. */
    @Test
    void tokensAreReadByTheSecondStream() throws IOException {
        int rows = 400;
        float[] pictures = new float[rows * 16];
        int[] words = new int[2 * rows];
        Random random = new Random(3);
        for (int i = 0; i < rows; i++) {
            for (int half = 0; half < 2; half++) {
                words[2 * i + half] = random.nextInt(2);
                for (int k = 0; k < 8; k++) {
                    pictures[16 * i + 8 * half + k] =
                            (float) (2 * words[2 * i + half] - 1 + 0.1 * random.nextGaussian());
                }
            }
        }
        AtomicFiles files = new AtomicFiles(Disk.local());
        Npy.write(files, folder.resolve("x.npy"), "pictures", Values.of(pictures), rows, 1, 4, 4);
        Npy.write(files, folder.resolve("words.npy"), "words", Values.of(words), rows, 2);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("halves.npz")))) {
            for (String name : List.of("x.npy", "words.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve(name), zip);
            }
        }
        Files.writeString(
                folder.resolve("halves.yaml"),
                "rheo: 1\nname: halves\nseed: 3\ndata: {type: npz, path: halves.npz, array: x, tokens: words}\n"
                        + "path: linear\nnetwork: {type: mm-dit, hiddenSize: 32, depth: 2, numHeads: 2}\n"
                        + "train: {steps: 400, batch: 64, ema: 0.99, optimizer: {type: adam, learningRate: 3e-3}}\n"
                        + "sample: {count: 20}\n");
        rheo("run", "halves.yaml", "--runs", folder.resolve("halves").toString());
        Path trained = Distribution.onlyRun(folder.resolve("halves"));
        Path file = folder.resolve("halves.csv");
        rheo(
                "sample",
                trained.toString(),
                "--condition",
                "token0=1,token1=0",
                "--count",
                "50",
                "--out",
                file.toString());
        List<String> lines = Files.readAllLines(file);
        assertThat(mean(lines, 2)).isGreaterThan(0.7);
        assertThat(mean(lines, 13)).isLessThan(-0.7);
        Finished refused =
                Distribution.launch(folder, "sample", trained.toString(), "--condition", "token0=2", "--out", "no.csv");
        assertThat(refused.err()).contains("2.0 is not a token", "from 0 to 1");
        Finished unread = Distribution.launch(folder, "validate", "halves.yaml", "network={type: dit, numHeads: 2}");
        assertThat(unread.err()).contains("does not read the tokens", "mm-dit");
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
