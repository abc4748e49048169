package dev.rheo.runtime.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.runtime.model.Provenance;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.CoderScript;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.ModelScript;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.AutoencoderFacts;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportedModelsTest {
    private static final int MUTATIONS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ModelScript.Setting SETTING =
            new ModelScript.Setting(0, 1, 1, new double[] {1, 2}, new double[] {3});

    @TempDir
    Path folder;

    private final ModelExport export = new ModelExport(new AtomicFiles(Disk.local()));
    private final Graph network = network();
    private final SavedModel model = model();

    private static Graph network() {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(2)));
        Value shift = net.parameter("shift", Shape.of(2), Init.ZERO);
        return net.build(List.of(net.add(net.linear("layers.0", net.x(), 2), shift)));
    }

    private SavedModel model() {
        float[] theta = {1, 2, 3, 4, 5, 6, 7, 8};
        return new SavedModel(
                "rheo: 1\nname: ω\n",
                new DataFacts(1, List.of(2), 0, 10, List.of(1.0, 2.0), List.of(3.0), List.of()),
                SavedModel.slices(Layout.of(network)),
                theta,
                new Provenance(1, "ω", "20260701-120000-00ff", 42, 7, 0.9, ParameterHash.of(theta), null));
    }

    private Path write(ExportFormat format) {
        Path target = folder.resolve("model" + format.suffix());
        switch (format) {
            case TORCHSCRIPT -> export.program(target, model, ModelScript.of(network, SETTING, null));
            case SAFETENSORS -> export.safetensors(target, model);
            case NPZ -> export.npz(target, model);
        }
        return target;
    }

    @ParameterizedTest
    @EnumSource(names = {"TORCHSCRIPT", "SAFETENSORS"})
    void anExportIsOpenedAgain(ExportFormat format) {
        SavedModel opened = ExportedModels.open(write(format));

        assertThat(opened).usingRecursiveComparison().isEqualTo(model);
        assertThat(opened.mismatch(network)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TORCHSCRIPT", "SAFETENSORS"})
    void anAutoencoderTravelsWithItsModel(ExportFormat format) {
        Graph encoder = coder("encoder", Shape.of(3), Shape.of(2));
        Graph decoder = coder("decoder", Shape.of(2), Shape.of(3));
        float[] theta = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        List<ParameterSlice> layout = new ArrayList<>(SavedModel.slices(Layout.of(encoder)));
        layout.add(new ParameterSlice("decoder.weight", List.of(3, 2), 6));
        AutoencoderFacts facts = new AutoencoderFacts(
                1, List.of(2), 0.5, 0, 2, 1.5, 10, 0.1, 0.1, 1, "elsewhere", ParameterHash.of(theta));
        SavedModel coded = new SavedModel(
                model.manifest(),
                model.data(),
                model.layout(),
                model.theta(),
                model.provenance(),
                new SavedAutoencoder(facts, layout, theta));
        ModelScript.Setting plain = new ModelScript.Setting(0, 1, 1, new double[] {0}, new double[] {1});
        Path target = folder.resolve("coded" + format.suffix());
        if (format == ExportFormat.TORCHSCRIPT) {
            export.program(target, coded, ModelScript.of(network, plain, null, CoderScript.of(encoder, decoder, 0.5)));
        } else {
            export.safetensors(target, coded);
        }

        assertThat(ExportedModels.open(target)).usingRecursiveComparison().isEqualTo(coded);
    }

    private static Graph coder(String scope, Shape in, Shape out) {
        NetworkBuilder net = new NetworkBuilder(new NetworkSpec(in, List.of(new Head("out", out)), Labels.NONE));
        return net.build(List.of(net.in(scope, () -> {
            Value weight = net.parameter("weight", Shape.of(out.size(), in.size()), Init.ZERO);
            return net.linear(net.x(), weight, null);
        })));
    }

    @ParameterizedTest
    @EnumSource
    void theSameModelGivesTheSameBytes(ExportFormat format) throws IOException {
        byte[] first = Files.readAllBytes(write(format));
        assertThat(Files.readAllBytes(write(format))).isEqualTo(first);
    }

    @Test
    void otherFilesAreRefusedWithWhatToDo() throws IOException {
        Path npz = write(ExportFormat.NPZ);
        assertThatThrownBy(() -> ExportedModels.open(npz))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is not a TorchScript or safetensors file of 'rheo export'")
                .hasMessageContaining("--format safetensors");
        Path text = Files.writeString(folder.resolve("text"), "rheo: 1\n");
        assertThatThrownBy(() -> ExportedModels.open(text)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> ExportedModels.open(folder.resolve("none")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> ExportedModels.open(folder)).isInstanceOf(StoreException.class);
    }

    @Test
    void changedParametersAreNoticed() throws IOException {
        Path path = write(ExportFormat.SAFETENSORS);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> ExportedModels.open(path)).hasMessageContaining("do not agree with their hash");
    }

    @Test
    void aLayoutThatPromisesMuchCostsNothing() throws IOException {
        float[] theta = new float[4];
        SavedModel one = new SavedModel(
                model.manifest(),
                model.data(),
                List.of(new ParameterSlice("w", List.of(2, 2), 0)),
                theta,
                new Provenance(1, "one", "id", 42, 7, null, ParameterHash.of(theta), null));
        Path path = folder.resolve("hostile.safetensors");
        export.safetensors(path, one);
        String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        String shape = "\\\"shape\\\" : [ 2, 2 ]";
        assertThat(text).contains(shape);
        String hostile = text.replace(shape, "\\\"shape\\\":[999999,9]");
        Files.write(path, hostile.getBytes(StandardCharsets.ISO_8859_1));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> ExportedModels.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its layout has 8999991 parameters and the file has room for 4");
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
    }

    /** Fixed seed; every mutation is opened as a model of the right size or refused, within bounds of memory. */
    @ParameterizedTest
    @EnumSource(names = {"TORCHSCRIPT", "SAFETENSORS"})
    void damagedFilesAreRefusedOrStillWhole(ExportFormat format) throws IOException {
        byte[] healthy = Files.readAllBytes(write(format));
        Random random = new Random(20260701);
        Path path = folder.resolve("mutated");
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(path, mutated(healthy, random));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                assertThat(ExportedModels.open(path).theta()).isEqualTo(model.theta());
            } catch (StoreException damaged) {
                assertThat(damaged.why()).isNotBlank();
                refused++;
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated, mutation %d", i)
                    .isLessThan(16 << 20);
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 4);
    }

    private static byte[] mutated(byte[] healthy, Random random) {
        byte[] bytes = healthy.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            default -> {
                int length = 1 + random.nextInt(16);
                System.arraycopy(
                        healthy,
                        random.nextInt(bytes.length - length),
                        bytes,
                        random.nextInt(bytes.length - length),
                        length);
            }
        }
        return bytes;
    }
}
