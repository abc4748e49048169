package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Products with large weights, which own programs leave to oneDNN, against torch.autograd, which never sees it. */
class LargeProductsTest {
    private static final String ONE_DNN = "_linear_pointwise";
    private static final int BATCH = 5;
    private static final NetworkSpec SPEC = NetworkSpec.of(Shape.of(3, 4));

    @Test
    void derivativesInSinglePrecisionEqualAutograd() {
        ProgramBuilder program = new ProgramBuilder(SPEC.inputs(), SPEC.headShapes());
        Value out =
                program.network(program.input("x"), program.input("t"), null).get(0);

        assertEqualGradients(program.build(program.sum(program.square(out))));
    }

    @Test
    void secondDerivativesInSinglePrecisionEqualAutograd() {
        ProgramBuilder program = new ProgramBuilder(SPEC.inputs(), SPEC.headShapes());
        Value x = program.input("x");
        Value loss = program.sum(
                program.square(program.network(x, program.input("t"), null).get(0)));

        assertEqualGradients(program.build(program.sum(program.square(program.gradient(loss, x)))));
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
    void onlyWeightsWithALongSideGoToOneDnn() {
        assertThat(NetworkProgram.of(network(128), Precision.FLOAT32).source()).contains(ONE_DNN);
        assertThat(NetworkProgram.of(network(127), Precision.FLOAT32).source()).doesNotContain(ONE_DNN);
    }

    @Test
    void doublePrecisionStaysWithMkl() {
        assertThat(NetworkProgram.of(network(256), Precision.FLOAT64).source()).doesNotContain(ONE_DNN);
    }

    private static void assertEqualGradients(Graph program) {
        Graph network = network(160);
        Map<String, double[]> numbers = new HashMap<>(Comparison.numbers(program, 0, BATCH));
        Comparison.numbers(network, 0, BATCH).forEach(numbers::putIfAbsent);
        List<String> wrt = new ArrayList<>(List.of("x", "t"));
        network.parameters().forEach(parameter -> wrt.add(parameter.name()));
        try (Specimen specimen = Lab.open().compile(network, program, Lab.Precision.FLOAT32)) {
            Map<String, double[]> own = specimen.gradient(Differentiation.OWN, numbers, BATCH, wrt);
            Map<String, double[]> torch = specimen.gradient(Differentiation.TORCH_AUTOGRAD, numbers, BATCH, wrt);
            for (String name : wrt) {
                assertThat(Comparison.distance(own.get(name), torch.get(name)))
                        .as("derivative by %s", name)
                        .isLessThan(2e-5);
            }
        }
    }

    /** Tokens and their sum through wide layers, with and without bias, and back. */
    private static Graph network(int width) {
        NetworkBuilder net = new NetworkBuilder(SPEC);
        Init init = new Init.Normal(0.05);
        Value h = net.tanh(net.add(
                net.linear("in", net.x(), width, init, null),
                net.unsqueeze(net.linear("time", net.unsqueeze(net.t(), 1), width), 1)));
        Value pooled = net.linear("pool", net.sum(h, 1), width);
        Value mixed = net.tanh(net.add(net.linear("mix", h, width), net.unsqueeze(pooled, 1)));
        return net.build(List.of(net.linear("out", mixed, 4)));
    }
}
