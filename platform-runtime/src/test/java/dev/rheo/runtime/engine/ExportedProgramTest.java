package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.export.ModelExport;
import dev.rheo.runtime.model.Provenance;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.ModelScript;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.ParameterHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported programs as another host of PyTorch runs them, compared with the network that they were made of. */
class ExportedProgramTest {
    private static final int ROWS = 3;

    @TempDir
    Path folder;

    private final TorchEngine engine = TorchEngine.start();

    @Test
    void aConvolutionalNetworkWithAttentionIsTheSameFunction() throws IOException {
        compare(Architectures.unet());
    }

    @Test
    void aLabelledTransformerIsTheSameFunction() throws IOException {
        compare(Architectures.transformer());
    }

    private void compare(NetworkDerivativesTest.Network network) throws IOException {
        engine.enterThread(1);
        Graph graph = network.graph();
        Layout layout = Layout.of(graph);
        float[] theta = InitialParameters.draw(layout, new RandomStreams(1));
        boolean labelled = graph.inputs().size() > 2;
        int[] labels = labelled ? new int[] {0, 2, 1} : null;
        long[] sample = network.spec().sample().dims();
        float[] x = new float[(int) (ROWS * network.spec().sample().size())];
        new RandomStreams(2).at("x", 0).gaussians(0, ROWS, x.length / ROWS, x, 0);
        float[] expected;
        try (NetworkFunction function =
                new NetworkFunction(engine, NetworkProgram.of(graph, Precision.FLOAT32), theta)) {
            expected = function.apply(x, ROWS, sample, 0.3, labels);
        }
        float[] actual = exported(model(layout, theta, sample), graph, x, sample, labels);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    private float[] exported(SavedModel model, Graph graph, float[] x, long[] sample, int[] labels) throws IOException {
        Path file = folder.resolve("model.pt");
        ModelScript.Setting setting = new ModelScript.Setting(0, 1, 1, new double[] {0}, new double[] {1});
        ModelScript script = ModelScript.of(graph, setting, new ModelScript.Reading(0, 0, 1, null));
        new ModelExport(new AtomicFiles(Disk.local())).program(file, model, script);
        try (PtNDManager manager = engine.newTorchManager();
                InputStream in = Files.newInputStream(file)) {
            PtSymbolBlock block = JniUtils.loadModule(manager, in, true, false);
            long[] dims = LongStream.concat(LongStream.of(ROWS), LongStream.of(sample))
                    .toArray();
            NDList arguments = new NDList(manager.create(x, new Shape(dims)), manager.create(0.3f));
            if (labels != null) {
                arguments.add(manager.create(LongStream.of(0, 2, 1).toArray()));
            }
            NDArray velocity = IValueUtils.forward(block, arguments, false).get(0);
            return velocity.toFloatArray();
        }
    }

    private static SavedModel model(Layout layout, float[] theta, long[] sample) {
        List<Integer> shape = LongStream.of(sample).mapToObj(Math::toIntExact).toList();
        return new SavedModel(
                "rheo: 1\n",
                new DataFacts(1, shape, 0, 1, List.of(0.0), List.of(1.0), List.of()),
                SavedModel.slices(layout),
                theta,
                new Provenance(1, "test", "id", 1, 1, null, ParameterHash.of(theta), null));
    }
}
