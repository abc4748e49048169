package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.command;
import static dev.rheo.distribution.Distribution.here;
import static dev.rheo.distribution.Distribution.interrupt;
import static dev.rheo.distribution.Distribution.launcher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.distribution.Distribution.Started;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Npy;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code rheo sample}. */
class SampleIT {
    /** Less than half of what ten thousand of the images below take. */
    private static final Map<String, String> SMALL_HEAP = Map.of("RHEO_JAVA_OPTS", "-Xmx60m");

    @TempDir
    static Path folder;

    private static ExportedRuns runs;
    private static Path plane;
    private static Path images;

    @BeforeAll
    static void train() throws IOException {
        runs = new ExportedRuns(folder).plane();
        runs.train("plane.yaml");
        plane = runs.run("plane");
        float[] values = new float[40 * 3 * 32 * 32];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        AtomicFiles files = new AtomicFiles(Disk.local());
        Npy.write(files, folder.resolve("images.npy"), "images", Values.of(values), 40, 3, 32, 32);
        runs.train(
                "plane.yaml",
                "name=images",
                "data={type: npy, path: " + folder.resolve("images.npy") + ", standardise: range}",
                "path.sigma=0",
                "train.steps=3",
                "train.batch=8");
        images = runs.run("images");
    }

    private static Finished sample(Path model, String... options) {
        List<String> command = new ArrayList<>(List.of("sample", model.toString()));
        command.addAll(List.of(options));
        return here(command.toArray(String[]::new));
    }

    private static Path sampled(Path model, String name, String... options) {
        Path file = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of("--out", file.toString()));
        all.addAll(List.of(options));
        Finished finished = sample(model, all.toArray(String[]::new));
        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(finished.out()).startsWith(folder.toString());
        return file;
    }

    private static void complains(int exit, String message, Finished finished) {
        assertThat(finished.err()).contains(message).doesNotContain("\tat ");
        assertThat(finished.exit()).isEqualTo(exit);
        assertThat(finished.out()).isEmpty();
    }

    @Test
    void rowsOfTheDataAreCarriedToTheSource() throws IOException {
        Finished finished = sample(plane, "--backward", "--count", "50", "solver.type=rk4", "solver.steps=20");
        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(finished.out()).contains("backward-seed-").contains("count-50.npy");
        NpyArray carried = NpyArray.read(Path.of(finished.out().strip().split("\\R")[0]));
        assertThat(carried.shape()).containsExactly(50, 2);
        Finished tooMany = sample(plane, "--backward", "--count", "1000000");
        assertThat(tooMany.exit()).isEqualTo(2);
        assertThat(tooMany.err()).contains("its data has");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aMillionPointsNeedNoMemory() throws IOException {
        Path file = folder.resolve("million.npy");
        Finished finished = Distribution.start(
                        folder,
                        SMALL_HEAP,
                        command(
                                launcher(),
                                "sample",
                                plane.toString(),
                                "solver.type=euler",
                                "solver.steps=4",
                                "--count",
                                "1000000",
                                "--out",
                                file.toString()))
                .await();
        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(finished.err()).containsPattern("1000000 samples in \\d+\\.\\d s \\(\\d+ samples/s\\)");
        NpyArray million = NpyArray.read(file);
        assertThat(million.shape()).containsExactly(1_000_000, 2);

        NpyArray ten = NpyArray.read(sampled(plane, "ten.npy", "solver.type=euler", "solver.steps=4", "--count", "10"));
        for (int i = 0; i < 20; i++) {
            assertThat(ten.values()[i]).as("the first of many").isCloseTo(million.values()[i], within(1e-5));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void tenThousandImagesNeedNoMemory() throws IOException {
        for (String name : List.of("images.npy", "images.csv")) {
            Path file = Files.createDirectories(folder.resolve("drawn")).resolve(name);
            Finished finished = Distribution.start(
                            folder,
                            SMALL_HEAP,
                            command(
                                    launcher(),
                                    "sample",
                                    images.toString(),
                                    "solver.type=euler",
                                    "solver.steps=2",
                                    "--count",
                                    name.endsWith(".csv") ? "1500" : "10000",
                                    "--out",
                                    file.toString()))
                    .await();
            assertThat(finished.exit()).as(finished.err()).isZero();
            assertThat(Files.size(file)).isGreaterThan(15_000_000);
        }
    }

    @Test
    void picturesAreSheetsOfImages() throws IOException {
        Path file = sampled(images, "sheet.png", "solver={type: euler, steps: 2}", "--count", "150");
        assertThat(file).doesNotExist();
        assertThat(ImageIO.read(folder.resolve("sheet-1.png").toFile()).getWidth())
                .isGreaterThan(10 * 32);
        assertThat(folder.resolve("sheet-2.png")).isNotEmptyFile();
        assertThat(folder.resolve("sheet-3.png")).doesNotExist();
        assertThat(sampled(plane, "points.png", "--count", "500")).isNotEmptyFile();
    }

    @Test
    void waysAreStatesAtTheTimesAskedForOrTheDataExpectedThere() throws IOException {
        String solver = "solver={type: euler, steps: 4}";
        String[] times = {solver, "--count", "6", "--times", "0,0.6,1"};
        Finished finished = sample(images, times);
        assertThat(finished.exit()).as(finished.err()).isZero();
        assertThat(finished.err()).contains("at t = 0, 0.5, 1");
        Path file = Path.of(finished.out().strip());
        assertThat(file.getFileName()).hasToString("seed-5-count-6-times.npy");
        NpyArray ways = NpyArray.read(file);
        assertThat(ways.shape()).containsExactly(6, 3, 3, 32, 32);
        NpyArray ends = NpyArray.read(sampled(images, "ends.npy", solver, "--count", "6"));
        int size = 3 * 32 * 32;
        for (int i = 0; i < 6; i++) {
            double end = ways.values()[(3 * i + 2) * size];
            assertThat(end).isCloseTo(ends.values()[i * size], within(1e-3));
        }
        NpyArray expected = NpyArray.read(
                sampled(images, "expected.npy", solver, "--count", "6", "--times", "0.5,1", "--denoised"));
        assertThat(expected.shape()).containsExactly(6, 2, 3, 32, 32);
        complains(2, "does not tell the expected datum", sample(plane, "--times", "0,1", "--denoised"));
    }

    @Test
    void waysAreDrawnAsRowsOfImagesOrLinesThroughThePlane() throws IOException {
        String[] few = {"--count", "4", "--times", "0,0.25,0.5,0.75,1"};
        assertThat(ImageIO.read(sampled(images, "ways.png", few).toFile()).getWidth())
                .isGreaterThan(5 * 62);
        assertThat(sampled(plane, "lines.png", few)).isNotEmptyFile();
        complains(2, "a picture holds the ways of 20 images", sample(images, "--times", "0,1", "--format", "png"));
        complains(2, "a table has no place for", sample(plane, "--times", "0,1", "--format", "csv"));
        complains(2, "--times [2.0] are no flow times", sample(plane, "--times", "2"));
        complains(2, "add --times, or leave it out", sample(plane, "--denoised"));
        complains(2, "leave out --backward", sample(plane, "--times", "0,1", "--backward"));
    }

    @Test
    void anExportGivesTheSamplesOfItsRun() throws IOException {
        Path expected = sampled(plane, "run.npy", "--count", "50", "--seed", "9");
        for (String format : List.of("torchscript", "safetensors")) {
            Path export = runs.exported("plane", "--format", format, "--force");
            assertThat(sampled(export, "export.npy", "--count", "50", "--seed", "9"))
                    .hasSameBinaryContentAs(expected);
        }
        Path export = runs.run("plane").resolve("model.pt");
        complains(2, "name a file with --out", sample(export, "--count", "5"));
        complains(2, "holds one set of parameters", sample(export, "--ema", "none", "--out", "x.npy"));
    }

    @Test
    void anExportOfANewerVersionIsRefused() throws IOException {
        Path export = runs.exported(
                "plane",
                "--format",
                "safetensors",
                "--out",
                folder.resolve("newer.safetensors").toString());
        String bytes = Files.readString(export, StandardCharsets.ISO_8859_1);
        String version = "formatVersion\\\" : 1";
        assertThat(bytes).contains(version);
        Files.writeString(export, bytes.replace(version, "formatVersion\\\" : 9"), StandardCharsets.ISO_8859_1);
        complains(
                1,
                "formatVersion is 9",
                sample(export, "--out", folder.resolve("x.npy").toString()));
        Files.writeString(export, "this is no model");
        complains(1, "Cannot", sample(export, "--out", folder.resolve("x.npy").toString()));
    }

    @Test
    void averageOrNotIsTheUsersChoice() throws IOException {
        byte[] manifests = Files.readAllBytes(sampled(plane, "a.npy", "--count", "9"));
        assertThat(sampled(plane, "a.npy", "--count", "9", "--ema", "1")).hasBinaryContent(manifests);
        byte[] raw = Files.readAllBytes(sampled(plane, "a.npy", "--count", "9", "--ema", "none"));
        byte[] second = Files.readAllBytes(sampled(plane, "a.npy", "--count", "9", "--ema", "2"));
        assertThat(raw).isNotEqualTo(manifests).isNotEqualTo(second);
    }

    @Test
    void labelsAreDrawnOrChosen() throws IOException {
        runs.train("plane.yaml", "name=labelled", "data.labels=true");
        Path run = runs.run("labelled");
        List<String> lines = Files.readAllLines(sampled(run, "drawn.csv", "--count", "40"));
        assertThat(lines.get(0)).isEqualTo("x0,x1,label");
        assertThat(lines.stream().skip(1).map(line -> line.substring(line.lastIndexOf(',') + 1)))
                .hasSize(40)
                .contains("0", "1");
        Finished chosen = sample(run, "--count", "6", "--label", "1", "--format", "csv");
        assertThat(chosen.out().strip()).endsWith("samples/label-1-seed-5-count-6.csv");
        assertThat(Files.readAllLines(Path.of(chosen.out().strip())).stream().skip(1))
                .hasSize(6)
                .allMatch(line -> line.endsWith(",1"));
        assertThat(Files.readAllLines(sampled(run, "turn.csv", "--count", "4", "--label", "1,0")).stream()
                        .skip(1)
                        .map(line -> line.charAt(line.length() - 1)))
                .containsExactly('1', '0', '1', '0');
        complains(2, "there is no label 2", sample(run, "--label", "2"));
        complains(2, "the model has none", sample(plane, "--label", "0"));
    }

    @Test
    void whatCannotBeDrawnIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path out = folder.resolve("refused");
        Set<Path> before = below(plane);
        complains(2, "--count 0 is not a number of samples", sample(plane, "--count", "0"));
        complains(2, "--count 9000000000000000000 is not", sample(plane, "--count", "9000000000000000000"));
        complains(2, "--batch 0 is not a number of samples", sample(plane, "--batch", "0"));
        complains(2, "--format gif is not a format", sample(plane, "--format", "gif"));
        complains(2, "does not tell its format", sample(plane, "--out", out + ".dat"));
        complains(2, "is a directory", sample(plane, "--out", folder.toString()));
        complains(
                1,
                "Cannot write the samples",
                sample(plane, "--out", folder.resolve("no/such/a.npy").toString()));
        complains(
                2,
                "options are 'batch', 'direction' and those of 'solver', 'grid', 'path', 'inpainting' and 'guidance'",
                sample(plane, "train.steps=4"));
        complains(2, "no solver named 'eular'", sample(plane, "solver.type=eular"));
        complains(2, "unknown option 'step'", sample(plane, "solver.type=euler", "solver.step=4"));
        complains(1, "Cannot find the run 'none'", here("sample", "none", "--runs", folder.toString()));
        complains(2, "--ema first is not an average", sample(plane, "--ema", "first"));
        assertThat(folder.resolve("refused.dat")).doesNotExist();
        assertThat(below(plane)).isEqualTo(before);
    }

    private static Set<Path> below(Path run) throws IOException {
        try (Stream<Path> tree = Files.walk(run)) {
            return tree.collect(Collectors.toSet());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptionLeavesWhatWasThere() throws Exception {
        Path place = Files.createDirectories(folder.resolve("interrupted"));
        Path file = Files.writeString(place.resolve("samples.npy"), "earlier");
        Started started = Distribution.start(
                folder,
                Map.of(),
                command(launcher(), "sample", plane.toString(), "--count", "100000000000", "--out", file.toString()));
        Distribution.await(() -> {
            try (Stream<Path> entries = Files.list(place)) {
                return entries.filter(each -> each.getFileName().toString().endsWith(".tmp"))
                        .filter(each -> each.toFile().length() > 100_000)
                        .findFirst()
                        .orElse(null);
            }
        });
        started.signal(interrupt());
        Finished stopped = started.await();

        assertThat(stopped.exit()).as(stopped.err()).isEqualTo(130);
        assertThat(stopped.err()).contains("stopped: nothing was written").doesNotContain("\tat ");
        assertThat(stopped.out()).isEmpty();
        assertThat(file).hasContent("earlier");
        assertThat(Arrays.asList(place.toFile().list())).containsExactly("samples.npy");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRunCanBeSampledWhileItTrains() throws Exception {
        Path own = folder.resolve("training");
        Started training = Distribution.start(
                folder,
                Map.of(),
                command(
                        launcher(),
                        "train",
                        folder.resolve("plane.yaml").toString(),
                        "train.steps=100000000",
                        "train.checkpointEvery=100",
                        "--runs",
                        own.toString()));
        try {
            Path run = Distribution.await(() -> Distribution.runs(own).stream()
                    .filter(Distribution::hasCheckpoint)
                    .findFirst()
                    .orElse(null));
            assertThat(NpyArray.read(sampled(run, "early.npy", "--count", "5")).shape())
                    .containsExactly(5, 2);
        } finally {
            training.signal("KILL");
        }
    }
}
