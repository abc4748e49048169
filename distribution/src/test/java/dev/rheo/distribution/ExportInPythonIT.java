package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.export.ExportedModels;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.Npy;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Exports as plain Python opens them. */
class ExportInPythonIT {
    private static final int TIMES = 9;
    private static final int ROWS = 8;
    private static final AtomicFiles FILES = new AtomicFiles(Disk.local());

    @TempDir
    static Path folder;

    private static ExportedRuns runs;

    @BeforeAll
    static void train() throws IOException {
        runs = new ExportedRuns(folder).plane();
        runs.train("plane.yaml");
        runs.train("plane.yaml", "name=noise", "path={type: vp}", "objective.predict=noise");
        runs.train("plane.yaml", "name=datum", "path={type: trigonometric}", "objective.predict=data");
        runs.train(Distribution.HOME.resolve("examples/digits.yaml").toString(), "train.steps=10", "network.width=32");
    }

    /** Each row at a time of its own, the ends of the domain among them. */
    @ParameterizedTest
    @ValueSource(strings = {"plane", "noise", "datum", "digits"})
    void pythonComputesTheSameVelocities(String name) throws IOException {
        Python python = Python.withTorch();
        Path file = runs.exported(name, "--format", "torchscript", "--force");
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
        Path program = runs.exported("digits", "--format", "torchscript", "--force");
        Path tensors = runs.exported("digits", "--format", "safetensors", "--force");
        Path arrays = runs.exported("digits", "--format", "npz", "--force");
        Path checkpoint = runs.run("digits").resolve("checkpoints/step-10/ema.safetensors");

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
                        runs.run("digits").getFileName().toString());
    }
}
