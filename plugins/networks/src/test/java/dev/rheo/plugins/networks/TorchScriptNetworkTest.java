package dev.rheo.plugins.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.plugins.networks.torchscript.TorchScriptNetwork;
import dev.rheo.plugins.networks.torchscript.TorchScriptNetwork.Arguments;
import dev.rheo.plugins.networks.torchscript.TorchScriptNetwork.Config;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules that PyTorch wrote, by resources/torchscript/modules.py, which also printed the numbers that are expected here. */
class TorchScriptNetworkTest {
    private static final NetworkSpec PLANE = NetworkSpec.of(Shape.of(2));
    private static final NetworkSpec CLASSES = PLANE.with(Labels.classes(3, true));
    private static final double[] X = {0.5, -1, 2, 0.25, -0.75, 0};
    private static final double[] T = {0, 0.4, 1};

    private static TorchScriptNetwork plain() {
        return network("plain.pt", Arguments.X_T, 1, false);
    }

    @Test
    void itComputesWhatPyTorchComputes() {
        double[] expected = {0.358649135, -0.678243816, 0.0444464684, 0.0677132159, 0.0943441689, -0.0928087384};
        assertThat(run(plain(), PLANE, T)).containsExactly(expected, within(1e-6));
    }

    @Test
    void aTracedModuleWithLabelsAndTimeFirstDoesSoToo() {
        double[] expected = {0.586134315, -1.48894107, 0.105839521, -0.0367551893, 1.29317403, 0.35792166};
        assertThat(run(network("labelled.pt", Arguments.T_X, 1, false), CLASSES, T))
                .containsExactly(expected, within(1e-6));
    }

    @Test
    void timeMayBeScaledForTheModule() {
        double[] tenth = {0, 0.04, 0.1};
        assertThat(run(network("plain.pt", Arguments.X_T, 10, false), PLANE, tenth))
                .containsExactly(run(plain(), PLANE, T), within(1e-5));
    }

    @Test
    void itsParametersHaveTheirNamesAndSharedOnesAreThereOnce() {
        assertThat(graph(plain(), PLANE).parameters())
                .extracting(Parameter::name)
                .containsExactlyInAnyOrder(
                        "begin.weight",
                        "begin.bias",
                        "blocks.0.norm.weight",
                        "blocks.0.norm.bias",
                        "blocks.0.linear.weight",
                        "blocks.0.linear.bias",
                        "blocks.1.norm.weight",
                        "blocks.1.norm.bias",
                        "end.weight")
                .as("end.bias requires no gradient, frequency is a buffer, blocks.1.linear is blocks.0.linear")
                .doesNotContain("end.bias", "frequency");
    }

    /** The module's derivative by all parameters and x at once, against central differences; what the module keeps is float32. */
    @Test
    void gradientsReachEveryPlaceOfAParameter() {
        Graph graph = graph(plain(), PLANE);
        try (Specimen specimen = Lab.open().compile(graph, Lab.Precision.FLOAT32)) {
            Map<String, double[]> values = values(graph, T);
            String shared = "blocks.0.linear.weight";
            double[] gradient = specimen.gradient(
                            Specimen.Differentiation.TORCH_AUTOGRAD, values, T.length, List.of(shared))
                    .get(shared);
            for (int i = 0; i < gradient.length; i += 7) {
                assertThat(gradient[i])
                        .as(shared + " " + i)
                        .isCloseTo(differences(specimen, values, shared, i), within(2e-3));
            }
        }
    }

    @Test
    void frozenParametersHaveAGradientOfZero() {
        Graph graph = graph(network("plain.pt", Arguments.X_T, 1, true), PLANE);
        assertThat(graph.parameters()).noneMatch(Parameter::decayed);
        List<String> names = graph.parameters().stream().map(Parameter::name).toList();
        try (Specimen specimen = Lab.open().compile(graph, Lab.Precision.FLOAT32)) {
            specimen.gradient(Specimen.Differentiation.TORCH_AUTOGRAD, values(graph, T), T.length, names)
                    .forEach((name, gradient) -> assertThat(gradient).as(name).containsOnly(0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "training.pt, training mode; call eval()",
        "double.pt, not float32 but of torch.DoubleStorage; call float()",
        "weights.pt, 'it holds no module: torch.save keeps weights'",
        "modules.py, not an archive of torch.jit.save",
        "absent.pt, there is no such file"
    })
    void whatCannotBeANetworkIsRefusedWithReasonAndRemedy(String file, String why) {
        refused(network(file, Arguments.X_T, 1, false), PLANE, why);
    }

    @Test
    void aModuleIsRefusedWhereItsForwardDoesNotFit() {
        refused(plain(), CLASSES, "takes 2 tensors, but x, t and labels are given");
        refused(network("labelled.pt", Arguments.T_X, 1, false), PLANE, "takes 3 tensors, but x and t are given");
    }

    @Test
    void aDamagedFileIsRefused(@TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(resource("plain.pt"));
        for (int length : new int[] {0, 100, bytes.length / 2, bytes.length - 10}) {
            Path part = Files.write(folder.resolve("part.pt"), java.util.Arrays.copyOf(bytes, length));
            Config config = new Config(part, Arguments.X_T, 1, false, true);
            refused(new TorchScriptNetwork(config), PLANE, "cannot be used as a network");
        }
    }

    private static void refused(TorchScriptNetwork network, NetworkSpec spec, String why) {
        assertThat(network.supports(spec)).isInstanceOfSatisfying(Support.No.class, no -> {
            assertThat(no.why()).contains(why);
            assertThat(no.remedy()).isNotBlank();
        });
    }

    private static double differences(Specimen specimen, Map<String, double[]> values, String name, int i) {
        double h = 1e-2;
        Map<String, double[]> moved = new HashMap<>(values);
        double[] numbers = values.get(name).clone();
        moved.put(name, numbers);
        numbers[i] += h;
        double above = weighted(specimen.run(moved, T.length).get(0));
        numbers[i] -= 2 * h;
        return (above - weighted(specimen.run(moved, T.length).get(0))) / (2 * h);
    }

    /** The sum that {@link Specimen#gradient} differentiates. */
    private static double weighted(double[] out) {
        double sum = 0;
        for (int i = 0; i < out.length; i++) {
            sum += Math.sin(1 + 0.7 * i) * out[i];
        }
        return sum;
    }

    private static double[] run(TorchScriptNetwork network, NetworkSpec spec, double[] t) {
        assertThat(network.supports(spec)).isInstanceOf(Support.Yes.class);
        Graph graph = graph(network, spec);
        try (Specimen specimen = Lab.open().compile(graph, Lab.Precision.FLOAT32)) {
            return specimen.run(values(graph, t), t.length).get(0);
        }
    }

    private static Map<String, double[]> values(Graph graph, double[] t) {
        Map<String, double[]> values = new HashMap<>(Map.of("x", X, "t", t, "labels", new double[] {0, 3, 1}));
        for (Parameter parameter : graph.parameters()) {
            float[] given = ((dev.rheo.api.graph.Init.Given) parameter.init()).values();
            double[] numbers = new double[given.length];
            for (int i = 0; i < given.length; i++) {
                numbers[i] = given[i];
            }
            values.put(parameter.name(), numbers);
        }
        return values;
    }

    private static Graph graph(TorchScriptNetwork network, NetworkSpec spec) {
        return NetworkBuilder.graphOf(network, spec);
    }

    private static TorchScriptNetwork network(String file, Arguments arguments, double timeScale, boolean frozen) {
        return new TorchScriptNetwork(new Config(resource(file), arguments, timeScale, frozen, true));
    }

    private static Path resource(String name) {
        try {
            return Path.of(TorchScriptNetworkTest.class
                            .getResource("/torchscript/plain.pt")
                            .toURI())
                    .resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
