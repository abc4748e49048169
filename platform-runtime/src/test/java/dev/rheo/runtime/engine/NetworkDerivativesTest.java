package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks: values, first and second derivatives, by input, time and every parameter. */
class NetworkDerivativesTest {
    private static final int BATCH = 2;

    record Network(String name, NetworkSpec spec, Graph graph) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Network> networks() {
        NetworkSpec points = NetworkSpec.of(Shape.of(2));
        return Stream.of(new Network("mlp", points, Toys.mlp(2, 8)), Architectures.unet(), Architectures.transformer());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void derivativesEqualAutograd(Network network) {
        Graph program = values(network.spec());
        try (Specimen specimen = Lab.open().compile(network.graph(), program, Lab.Precision.FLOAT64)) {
            Comparison.assertEqualDerivatives(specimen, numbers(network, program), BATCH, everything(network));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void secondDerivativesEqualAutograd(Network network) {
        Graph program = roughness(network.spec());
        try (Specimen specimen = Lab.open().compile(network.graph(), program, Lab.Precision.FLOAT64)) {
            Comparison.assertEqualDerivatives(specimen, numbers(network, program), BATCH, everything(network));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theAppliedNetworkIsTheDifferentiatedOne(Network network) {
        Graph program = values(network.spec());
        Map<String, double[]> numbers = numbers(network, program);
        double time = numbers.get("t")[0];
        Arrays.fill(numbers.get("t"), time);
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        NetworkProgram text = NetworkProgram.of(network.graph(), Precision.FLOAT32);
        float[] theta = floats(text.layout().parameters().stream()
                .map(p -> numbers.get(p.name()))
                .toList());
        try (Specimen specimen = Lab.open().compile(network.graph(), program, Lab.Precision.FLOAT64);
                NetworkFunction function = new NetworkFunction(engine, text, theta)) {
            double[] expected = specimen.run(numbers, BATCH).get(0);
            int[] labels = labels(numbers);
            float[] x = floats(List.of(numbers.get("x")));
            float[] actual = function.apply(x, BATCH, network.spec().sample().dims(), time, labels);

            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-4));
            }
        }
    }

    private static int[] labels(Map<String, double[]> numbers) {
        double[] labels = numbers.get("labels");
        return labels == null
                ? null
                : Arrays.stream(labels).mapToInt(d -> (int) d).toArray();
    }

    private static float[] floats(List<double[]> parts) {
        List<Float> all = new ArrayList<>();
        parts.forEach(part -> {
            for (double d : part) {
                all.add((float) d);
            }
        });
        float[] floats = new float[all.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = all.get(i);
        }
        return floats;
    }

    /** The network's output. */
    private static Graph values(NetworkSpec spec) {
        GraphBuilder graph = new GraphBuilder();
        List<Value> in =
                spec.inputs().stream().map((InputSpec i) -> graph.input(i)).toList();
        Shape head = spec.headShapes().get("out");
        return graph.build(graph.network("out", 0, head, in.get(0), in.get(1), in.size() > 2 ? in.get(2) : null));
    }

    /** A loss of the gradients of the network's mean square by x and t. */
    private static Graph roughness(NetworkSpec spec) {
        ProgramBuilder program = new ProgramBuilder(spec.inputs(), spec.headShapes());
        Value x = program.input("x");
        Value t = program.input("t");
        Value labels = spec.inputs().size() > 2 ? program.input("labels") : null;
        Value loss = program.mean(program.square(program.network(x, t, labels).get(0)));
        Value dx = program.sum(program.square(program.gradient(loss, x)));
        return program.build(program.add(dx, program.sum(program.square(program.gradient(loss, t)))));
    }

    private static Map<String, double[]> numbers(Network network, Graph program) {
        Map<String, double[]> numbers = new HashMap<>(Comparison.numbers(program, 3, BATCH));
        Map<String, double[]> parameters = Comparison.numbers(network.graph(), 3, BATCH);
        for (Parameter parameter : network.graph().parameters()) {
            double[] values = parameters.get(parameter.name());
            double scale = parameter.shape().rank() < 2
                    ? 1
                    : Math.sqrt(2.0 / parameter.shape().without(0).size());
            numbers.put(
                    parameter.name(), Arrays.stream(values).map(d -> d * scale).toArray());
        }
        return numbers;
    }

    private static List<String> everything(Network network) {
        List<String> names = new ArrayList<>(List.of("x", "t"));
        network.graph().parameters().forEach(p -> names.add(p.name()));
        return names;
    }
}
