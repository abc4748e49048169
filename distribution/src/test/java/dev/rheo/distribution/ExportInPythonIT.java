package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.export.ExportedModels;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.ConditionFacts;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports as plain Python opens them. */
class ExportInPythonIT {
    private static final int TIMES = 9;
    private static final int ROWS = 8;
    private static final double WEIGHT = 1.5;
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
        conditioned();
    }

    /** Conditions beside labels, the same with guidance, and conditions beside tokens. */
    private static void conditioned() throws IOException {
        String river = Distribution.HOME.resolve("examples/conditions.yaml").toString();
        runs.train(river, "train.steps=10", "network.width=32");
        runs.train(
                river,
                "name=guided",
                "train.steps=10",
                "network.width=32",
                "coupling=independent",
                "path={type: vp}",
                "objective.predict=noise",
                "guidance={type: classifier-free, weight: " + WEIGHT + "}");
        float[] pictures = new float[64 * 16];
        new RandomStreams(4).at("pictures", 0).gaussians(0, 64, 16, pictures, 0);
        float[] winds = new float[64 * 2];
        new RandomStreams(4).at("winds", 0).gaussians(0, 64, 2, winds, 0);
        int[] words = IntStream.range(0, 64 * 3).map(i -> i * i % 5).toArray();
        Npy.write(FILES, folder.resolve("x.npy"), "pictures", Values.of(pictures), 64, 1, 4, 4);
        Npy.write(FILES, folder.resolve("winds.npy"), "winds", Values.of(winds), 64, 2);
        Npy.write(FILES, folder.resolve("words.npy"), "words", Values.of(words), 64, 3);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("told.npz")))) {
            for (String name : List.of("x.npy", "winds.npy", "words.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve(name), zip);
            }
        }
        Files.writeString(folder.resolve("told.yaml"), """
                rheo: 1
                name: told
                seed: 3
                data: {type: npz, path: told.npz, array: x, conditions: winds, tokens: words}
                coupling: independent
                path: linear
                network: {type: mm-dit, hiddenSize: 16, depth: 1, numHeads: 2}
                train: {steps: 10, batch: 16, optimizer: {type: adam, learningRate: 1e-2}}
                """);
        runs.train("told.yaml");
    }

    /** Each row at a time of its own, the ends of the domain among them. */
    @ParameterizedTest
    @ValueSource(strings = {"plane", "noise", "datum", "digits", "conditions", "guided", "told"})
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
        Points conditions = conditions(model, n);
        Asked asked = new Asked(labels, model.conditionScaling().toTraining(conditions));
        double[] times = new double[n];
        float[] expected = new float[n * d];
        try (TrainedFlow flow = TrainedFlow.of(model)) {
            Interval domain = flow.blueprint().parts().path().domain();
            for (int i = 0; i < TIMES; i++) {
                double t = domain.from() + domain.length() * i / (TIMES - 1);
                int from = i * ROWS;
                Points x = new Points(Arrays.copyOfRange(states, from * d, (from + ROWS) * d), ROWS, d);
                Points found = flow.velocity(x, t, asked.slice(from, ROWS));
                System.arraycopy(found.values(), 0, expected, from * d, ROWS * d);
                Arrays.fill(times, from, from + ROWS, t);
            }
        }
        Npy.write(FILES, work.resolve("x.npy"), "x", Values.of(states), shape);
        Npy.write(FILES, work.resolve("t.npy"), "t", Values.of(times), n);
        if (labels != null) {
            Npy.write(FILES, work.resolve("labels.npy"), "labels", Values.of(labels), n);
        }
        if (conditions != null) {
            Npy.write(
                    FILES,
                    work.resolve("conditions.npy"),
                    "conditions",
                    Values.of(conditions.values()),
                    n,
                    conditions.dimension());
        }

        python.run(work, """
                import json, os, sys, numpy, torch
                extra = {"rheo.json": "", "arguments.json": ""}
                model = torch.jit.load(sys.argv[1], _extra_files=extra)
                x = torch.from_numpy(numpy.load("x.npy")).requires_grad_(True)
                t = torch.from_numpy(numpy.load("t.npy"))
                described = json.loads(extra["arguments.json"])["arguments"]
                assert [each["name"] for each in described[:2]] == ["x", "t"]
                further = []
                nothing = []
                given = torch.from_numpy(numpy.load("conditions.npy")) if os.path.exists("conditions.npy") else None
                for each in described[2:]:
                    if each["name"] == "labels":
                        further.append(torch.from_numpy(numpy.load("labels.npy")).long())
                        nothing.append(torch.tensor(2))
                    elif each["name"] == "conditions":
                        assert each["names"] == model.condition_names()
                        further.append(given[:, :len(each["names"])])
                        nothing.append(torch.full([1], float("nan")))
                    else:
                        assert each["row"] == [len(each["names"])] == [3]
                        further.append(given[:, -3:].long())
                def velocity(x, t, *further):
                    asked = model(x, t, *further)
                    if sys.argv[2] != "guided":
                        return asked
                    free = model(x, t, *nothing)
                    return free + float(sys.argv[3]) * (asked - free)
                v = velocity(x, t, *further)
                assert v.shape == x.shape and v.dtype == torch.float32
                one = [each[-1:] for each in further]
                assert torch.allclose(velocity(x[-1:], t[-1], *one), v[-1:], rtol=1e-5, atol=1e-6)
                assert torch.allclose(velocity(x, t, *one)[-1:], v[-1:], rtol=1e-5, atol=1e-6)
                own = [model.condition_input(each) if each.is_floating_point() else each for each in further]
                assert model.network(x, t, *own).shape == x.shape
                w = torch.cos(torch.arange(x.numel())).reshape(x.shape)
                slope, = torch.autograd.grad((v * w).sum(), x)
                with torch.no_grad():
                    h = 0.5 ** 7
                    up, down = velocity(x + h * w, t, *further), velocity(x - h * w, t, *further)
                    steps = ((up - down) * w).sum() / (2 * h)
                    assert abs((slope * w).sum() - steps) < 2e-3 * (1 + abs(steps)), (slope, steps)
                numpy.save("v.npy", v.detach().numpy())
                numpy.save("original.npy", model.to_original(x).detach().numpy())
                """, file.toString(), name, Double.toString(WEIGHT));

        near(NpyArray.read(work.resolve("v.npy")).values(), expected);
        near(
                NpyArray.read(work.resolve("original.npy")).values(),
                model.scaling().toOriginal(new Points(states, n, d)).values());
    }

    /** As the training rows had them, in their own units; null without. */
    private static Points conditions(SavedModel model, int n) {
        ConditionFacts facts = model.data().conditions();
        if (facts == null) {
            return null;
        }
        int count = facts.names().size();
        float[] values = new float[n * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = facts.rows().get(i % facts.rows().size()).floatValue();
        }
        return new Points(values, n, count);
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
