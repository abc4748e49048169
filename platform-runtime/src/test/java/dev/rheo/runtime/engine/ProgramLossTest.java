package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Losses that contain derivatives by x or t: their gradients by θ are second order. */
class ProgramLossTest {
    private static final int BATCH = 5;
    private static final double STEP = 1e-5;

    /** Hyvärinen 2005: ½|s|² + div s. */
    @Test
    void implicitScoreMatchingAgreesWithCentralDifferences() {
        NetworkSpec spec = NetworkSpec.of(Shape.of(2));
        assertAgrees(network(spec), implicitScoreMatching(spec));
    }

    /** Neklyudov et al. 2023, eq. 5: s(x0, 0) − s(x1, 1) + ∂s/∂t + ½|∇s|². */
    @Test
    void actionMatchingAgreesWithCentralDifferences() {
        NetworkSpec spec = NetworkSpec.of(Shape.of(2)).with(List.of(new Head("action", Shape.SCALAR)));
        assertAgrees(network(spec), actionMatching(spec));
    }

    @Test
    void theDivergenceOfALinearFieldIsItsTrace() {
        NetworkSpec spec = NetworkSpec.of(Shape.of(3));
        NetworkBuilder net = new NetworkBuilder(spec);
        Graph linear = net.build(List.of(net.linear("field", net.x(), 3)));
        ProgramBuilder program = new ProgramBuilder(spec.inputs(), spec.headShapes());
        Value x = program.input("x");
        Value divergence =
                program.divergence(program.network(x, program.input("t"), null).get(0), x);
        Graph mean = program.build(program.mean(divergence), divergence);
        try (Specimen specimen = Lab.open().compile(linear, mean, Lab.Precision.FLOAT64)) {
            Map<String, double[]> numbers = new HashMap<>(Comparison.numbers(mean, 0, BATCH));
            numbers.put("field.weight", new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
            numbers.put("field.bias", new double[3]);

            assertThat(specimen.run(numbers, BATCH).get(1)).containsOnly(15);
        }
    }

    private static void assertAgrees(Graph network, Graph program) {
        try (Specimen specimen = Lab.open().compile(network, program, Lab.Precision.FLOAT64)) {
            Map<String, double[]> numbers = new HashMap<>(Comparison.numbers(program, 0, BATCH));
            numbers.putAll(Comparison.numbers(network, 0, BATCH));
            List<String> names =
                    network.parameters().stream().map(p -> p.name()).toList();
            Comparison.assertEqualDerivatives(specimen, numbers, BATCH, names);
            Map<String, double[]> own = specimen.gradient(Differentiation.OWN, numbers, BATCH, names);
            for (String name : names) {
                double[] differences = specimen.finiteDifferences(numbers, BATCH, name, STEP);
                assertThat(Comparison.distance(own.get(name), differences))
                        .as(name)
                        .isLessThan(1e-6);
            }
        }
    }

    private static Graph network(NetworkSpec spec) {
        NetworkBuilder net = new NetworkBuilder(spec);
        Value h = net.cat(1, net.x(), net.unsqueeze(net.t(), 1));
        h = net.silu(net.linear("hidden0", h, 6));
        h = net.tanh(net.linear("hidden1", h, 6));
        Shape head = spec.heads().get(0).shape();
        Value out = net.linear("out", h, head.size());
        return net.build(List.of(net.reshape(out, head.batched())));
    }

    private static Graph implicitScoreMatching(NetworkSpec spec) {
        ProgramBuilder p = new ProgramBuilder(spec.inputs(), spec.headShapes());
        Value x = p.input("x");
        Value score = p.network(x, p.input("t"), null).get(0);
        Value half = p.mul(p.sum(p.square(score), 1), 0.5);
        return p.build(p.mean(p.add(half, p.divergence(score, x))));
    }

    private static Graph actionMatching(NetworkSpec spec) {
        ProgramBuilder p = new ProgramBuilder(
                List.of(
                        InputSpec.floats("x0", Shape.batch(2)),
                        InputSpec.floats("x1", Shape.batch(2)),
                        InputSpec.floats("xt", Shape.batch(2)),
                        InputSpec.floats("t", Shape.batch())),
                spec.headShapes());
        Value xt = p.input("xt");
        Value t = p.input("t");
        Value zero = p.mul(t, 0);
        Value action = p.network(xt, t, null).get(0);
        Value start = p.network(p.input("x0"), zero, null).get(0);
        Value end = p.network(p.input("x1"), p.add(zero, 1), null).get(0);
        Value speed = p.mul(p.sum(p.square(p.gradient(action, xt)), 1), 0.5);
        Value bulk = p.add(p.gradient(action, t), speed);
        return p.build(p.mean(p.add(p.sub(start, end), bulk)));
    }
}
