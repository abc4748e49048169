package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.Interval;
import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.runtime.export.ExportedModels;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Npy;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained runs as files for other programs, opened there and again here. */
class ExportIT {
    private static final int TIMES = 9;
    private static final int ROWS = 8;
    private static final AtomicFiles FILES = new AtomicFiles(Disk.local());

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(folder.resolve("plane.yaml"), """
                rheo: 1
                name: plane
                seed: 5
                data: {type: moons, samples: 300, noise: 0.05, scale: 3, standardise: per-feature}
                path: {type: linear, sigma: 0.05}
                network: {type: mlp, width: 16, depth: 2, activation: silu, timeEmbedding: fourier}
                train: {steps: 20, batch: 32, ema: [0.9, 0.99], optimizer: {type: adam, learningRate: 1e-2}}
                """);
        train("plane.yaml");
        train("plane.yaml", "name=noise", "path={type: vp}", "objective.predict=noise");
        train("plane.yaml", "name=datum", "path={type: trigonometric}", "objective.predict=data");
        train(Distribution.HOME.resolve("examples/digits.yaml").toString(), "train.steps=10", "network.width=32");
    }

    private static void train(String manifest, String... overrides) {
        List<String> command = new ArrayList<>(List.of(
                "train",
                folder.resolve(manifest).toString(),
                "--runs",
                folder.resolve("runs").toString()));
        command.addAll(List.of(overrides));
        Finished finished = here(command.toArray(String[]::new));
        assertThat(finished.exit()).as(finished.err()).isZero();
    }

    private static Finished export(String run, String... options) {
        List<String> command = new ArrayList<>(
                List.of("export", run, "--runs", folder.resolve("runs").toString()));
        command.addAll(List.of(options));
        return here(command.toArray(String[]::new));
    }

    /** Exports and gives the file that the command names. */
    private static Path exported(String run, String... options) {
        Finished finished = export(run, options);
        assertThat(finished.exit()).as(finished.err()).isZero();
        return Path.of(finished.out().strip());
    }

    private static Path run(String name) {
        return Distribution.onlyRun(folder.resolve("runs").resolve(name));
    }

    /** Each row at a time of its own, the ends of the domain among them. */
    @ParameterizedTest
    @ValueSource(strings = {"plane", "noise", "datum", "digits"})
    void pythonComputesTheSameVelocities(String name) throws IOException {
        Python python = Python.withTorch();
        Path file = exported(name, "--format", "torchscript", "--force");
        SavedModel model = ExportedModels.open(file);
        Path work = Files.createDirectories(folder.resolve("work-" + name));
        int n = TIMES * ROWS;
        int d = model.info().shape().size();
        long[] shape = LongStream.concat(
                        LongStream.of(n), model.data().shape().stream().mapToLong(Integer::longValue))
                .toArray();
        float[] states = new float[n * d];
        new RandomStreams(3).at("states", 0).gaussians(0, n, d, states, 0);
        int[] labels = model.data().classes() == 0
                ? null
                : IntStream.range(0, n).map(i -> i % model.data().classes()).toArray();
        double[] times = new double[n];
        float[] expected = new float[n * d];
        try (TrainedFlow flow = TrainedFlow.of(model)) {
            Interval domain = flow.blueprint().parts().path().domain();
            for (int i = 0; i < TIMES; i++) {
                double t = domain.from() + domain.length() * i / (TIMES - 1);
                int from = i * ROWS;
                Points x = new Points(Arrays.copyOfRange(states, from * d, (from + ROWS) * d), ROWS, d);
                int[] asked = labels == null ? null : Arrays.copyOfRange(labels, from, from + ROWS);
                System.arraycopy(flow.velocity(x, t, asked).values(), 0, expected, from * d, ROWS * d);
                Arrays.fill(times, from, from + ROWS, t);
            }
        }
        Npy.write(FILES, work.resolve("x.npy"), "x", Values.of(states), shape);
        Npy.write(FILES, work.resolve("t.npy"), "t", Values.of(times), n);
        if (labels != null) {
            Npy.write(FILES, work.resolve("labels.npy"), "labels", Values.of(labels), n);
        }

        python.run(work, """
                import os, sys, numpy, torch
                model = torch.jit.load(sys.argv[1])
                x = torch.from_numpy(numpy.load("x.npy")).requires_grad_(True)
                t = torch.from_numpy(numpy.load("t.npy"))
                labels = [torch.from_numpy(numpy.load("labels.npy")).long()] if os.path.exists("labels.npy") else []
                v = model(x, t, *labels)
                assert v.shape == x.shape and v.dtype == torch.float32
                one = [each[-1:] for each in labels]
                assert torch.allclose(model(x[-1:], t[-1], *one), v[-1:], rtol=1e-5, atol=1e-6)
                assert model.network(x, t, *labels).shape == x.shape
                w = torch.cos(torch.arange(x.numel())).reshape(x.shape)
                slope, = torch.autograd.grad((v * w).sum(), x)
                with torch.no_grad():
                    h = 0.5 ** 7
                    up, down = model(x + h * w, t, *labels), model(x - h * w, t, *labels)
                    steps = ((up - down) * w).sum() / (2 * h)
                    assert abs((slope * w).sum() - steps) < 2e-3 * (1 + abs(steps)), (slope, steps)
                numpy.save("v.npy", v.detach().numpy())
                numpy.save("original.npy", model.to_original(x).detach().numpy())
                numpy.save("start.npy", model.start(x).detach().numpy())
                numpy.save("domain.npy", numpy.array(model.domain()))
                """, file.toString());

        near(NpyArray.read(work.resolve("v.npy")).values(), expected);
        near(
                NpyArray.read(work.resolve("original.npy")).values(),
                model.scaling().toOriginal(new Points(states, n, d)).values());
    }

    /** To 1e-6 of the largest number of each time. */
    private static void near(double[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        int part = expected.length / TIMES;
        for (int from = 0; from < expected.length; from += part) {
            double largest = 0;
            double worst = 0;
            for (int i = from; i < from + part; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
                worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
            }
            assertThat(worst / largest).as("time %d", from / part).isLessThanOrEqualTo(1e-6);
        }
    }

    @Test
    void everyFormatHoldsTheParametersUnderTheNamesOfTheNetwork() throws IOException {
        Python python = Python.withTorch();
        Path program = exported("digits", "--format", "torchscript", "--force");
        Path tensors = exported("digits", "--format", "safetensors", "--force");
        Path arrays = exported("digits", "--format", "npz", "--force");
        Path checkpoint = run("digits").resolve("checkpoints/step-10/ema.safetensors");

        String printed = python.run(
                folder, """
                import json, struct, sys, numpy, torch
                def safetensors(path):
                    data = open(path, "rb").read()
                    length, = struct.unpack("<Q", data[:8])
                    header = json.loads(data[8:8 + length])
                    metadata = header.pop("__metadata__")
                    def array(entry):
                        begin, end = (8 + length + at for at in entry["data_offsets"])
                        assert entry["dtype"] == "F32"
                        return numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
                    return {name: array(entry) for name, entry in header.items()}, metadata
                extra = {"rheo.json": ""}
                model = torch.jit.load(sys.argv[1], _extra_files=extra)
                state = {k: v.numpy() for k, v in model.network.state_dict().items()}
                assert dict(model.named_parameters()).keys() == {"network." + k for k in state}
                tensors, metadata = safetensors(sys.argv[2])
                arrays = numpy.load(sys.argv[3])
                saved, about = safetensors(sys.argv[4])
                assert metadata["rheo.json"].encode() == arrays["rheo.json"] == extra["rheo.json"]
                for name, array in tensors.items():
                    name_in_python = name.replace("in.", "in_.")
                    for other in arrays[name], saved[name], state[name_in_python]:
                        assert other.dtype == array.dtype and numpy.array_equal(other, array), name
                assert len(tensors) == len(saved) == len(state) == len(arrays.files) - 1
                print(json.dumps({"names": sorted(tensors), "about": about,
                                  "description": json.loads(metadata["rheo.json"])}))
                """, program.toString(), tensors.toString(), arrays.toString(), checkpoint.toString());

        Map<String, Object> found = Json.object(printed);
        assertThat(((List<?>) found.get("names")).stream().map(String::valueOf))
                .contains("block0.in.weight", "in.bias", "out.weight");
        assertThat(((Map<?, ?>) found.get("about")).entrySet().stream().map(String::valueOf))
                .contains("format=pt", "formatVersion=1", "experiment=digits", "seed=42", "step=10");
        assertThat(String.valueOf(found.get("description")))
                .contains(
                        "labelCounts",
                        "name: digits",
                        run("digits").getFileName().toString());
    }

    @Test
    void anExportSamplesWithoutItsData() throws IOException {
        Path data = Files.createDirectories(folder.resolve("elsewhere/data"));
        Path digits =
                Files.copy(Distribution.HOME.resolve("examples/data/digits.csv.gz"), data.resolve("digits.csv.gz"));
        Path manifest =
                Files.copy(Distribution.HOME.resolve("examples/digits.yaml"), data.resolveSibling("digits.yaml"));
        train(manifest.toString(), "name=lost", "train.steps=5", "network.width=16", "sample.batch=64");
        Files.delete(digits);

        for (String format : List.of("torchscript", "safetensors")) {
            try (TrainedFlow flow = TrainedFlow.of(ExportedModels.open(exported("lost", "--format", format)))) {
                Points samples = flow.samples(64);
                assertThat(samples.count()).isEqualTo(64);
                assertThat(mean(samples)).as("grey levels from 0 to 16").isBetween(2.0, 14.0);
            }
        }
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
            exported("plane", "--format", "safetensors", "--force", "--out", target.toString(), "--ema", each[0]);
            assertThat(String.valueOf(ExportedModels.open(target).provenance().average()))
                    .isEqualTo(each[1]);
        }
        Finished third = export("plane", "--format", "npz", "--ema", "3");
        assertThat(third.exit()).isEqualTo(1);
        assertThat(third.err()).contains("it has 2 moving averages of its parameters, not 3");
    }

    @Test
    void theResultIsAPathOrAnObject() {
        Path file = exported(
                "plane", "--format", "npz", "--out", folder.resolve("plane.npz").toString());
        assertThat(file).isEqualTo(folder.resolve("plane.npz")).isNotEmptyFile();

        Finished json = export("plane", "--format", "torchscript", "--force", "--json");
        assertThat(Json.object(json.out()))
                .containsEntry("path", run("plane").resolve("model.pt").toString())
                .containsEntry("format", "torchscript")
                .containsEntry("step", 20)
                .containsEntry("average", 0.9)
                .containsEntry("forward", "velocity");
    }

    @Test
    void aFileThatIsThereStaysUnlessForced() throws IOException {
        Path target = Files.writeString(folder.resolve("mine.pt"), "mine");
        String[] options = {"--format", "torchscript", "--out", target.toString()};

        Finished refused = export("plane", options);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("exists").contains("--force");
        assertThat(target).hasContent("mine");

        exported("plane", "--format", "torchscript", "--force", "--out", target.toString());
        assertThat(ExportedModels.open(target).provenance().experiment()).isEqualTo("plane");
    }

    @Test
    void whatCannotBeExportedIsMetWithASentence() throws IOException {
        Path untrained = Files.createDirectories(folder.resolve("empty/plane/20260701-120000-00ff"));
        Files.copy(run("plane").resolve("run.json"), untrained.resolve("run.json"));
        Files.copy(run("plane").resolve("resolved.yaml"), untrained.resolve("resolved.yaml"));
        complains(2, "Missing required option", export("plane"));
        complains(2, "--format hdf5 is not a format", export("plane", "--format", "hdf5"));
        complains(2, "--ema 0.9 is not an average", export("plane", "--format", "npz", "--ema", "0.9"));
        complains(1, "Cannot find the run 'nobody'", export("nobody", "--format", "npz"));
        complains(1, "has no usable checkpoint", export(untrained.toString(), "--format", "npz"));
        complains(2, "is a directory", export("plane", "--format", "npz", "--out", folder.toString()));
        String nowhere = folder.resolve("none/model.npz").toString();
        complains(1, "does not exist", export("plane", "--format", "npz", "--out", nowhere));
        String below = Files.writeString(folder.resolve("file"), "")
                .resolve("model.pt")
                .toString();
        complains(1, "is a file where a directory is needed", export("plane", "--format", "npz", "--out", below));
    }

    private static void complains(int exit, String words, Finished finished) {
        assertThat(finished.exit()).as(finished.all()).isEqualTo(exit);
        assertThat(finished.err()).contains(words).contains("help:").doesNotContain("\tat ");
        assertThat(finished.out()).isEmpty();
    }

    @Test
    void anExportThatWasCutOffIsRefused() throws IOException {
        for (String format : List.of("torchscript", "safetensors")) {
            Path file = exported(
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
