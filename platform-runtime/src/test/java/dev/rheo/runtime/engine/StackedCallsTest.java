package dev.rheo.runtime.engine;

import static dev.rheo.runtime.engine.Comparison.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.runtime.program.Differentiate;
import dev.rheo.runtime.program.Rules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several calls of one network in a program: what they do alike is done once, on the rows of all. */
class StackedCallsTest {
    private static final NetworkSpec SPEC = NetworkSpec.of(Shape.of(2));

    @Test
    void callsOnDifferentMinibatchesAreMultipliedAtOnce() {
        Graph loss = loss(p -> {
            Value start = p.network(p.input("x"), p.input("t"), null).get(0);
            Value end = p.network(p.input("y"), p.input("s"), null).get(0);
            Value other = p.network(p.input("x"), p.input("s"), null).get(0);
            return p.add(p.square(p.sub(start, end)), p.mul(other, start));
        });

        assertThat(products(mlp(), loss)).isEqualTo(products(mlp(), once()));
        assertDerivatives(mlp(), loss);
    }

    @Test
    void callsThatNeedEachOtherAreNot() {
        Graph loss = loss(p -> {
            Value middle = p.network(p.input("x"), p.input("t"), null).get(0);
            return p.square(p.network(middle, p.input("s"), null).get(0));
        });

        assertThat(products(mlp(), loss)).isGreaterThan(products(mlp(), once()));
        assertDerivatives(mlp(), loss);
    }

    @Test
    void aCallThatIsDifferentiatedKeepsItsRowsApart() {
        Graph loss = loss(p -> {
            Value x = p.input("x");
            Value field = p.network(x, p.input("t"), null).get(0);
            Value first = p.network(p.input("y"), p.input("s"), null).get(0);
            Value last = p.network(p.input("y"), p.input("t"), null).get(0);
            Value slope = p.gradient(p.sum(p.square(field), 1), x);
            return p.add(p.square(slope), p.mul(p.sub(first, last), field));
        });

        assertDerivatives(mlp(), loss);
    }

    @Test
    void networksWhoseRowsMeetAreLeftAsTheyAre() {
        NetworkBuilder net = new NetworkBuilder(SPEC);
        Value h = net.tanh(net.linear("in", net.x(), 8));
        Graph mixing = net.build(List.of(net.linear("out", net.sub(h, net.mean(h, true, 0)), 2)));
        Graph loss = loss(p -> p.sub(
                p.square(p.network(p.input("x"), p.input("t"), null).get(0)),
                p.network(p.input("y"), p.input("t"), null).get(0)));

        assertDerivatives(mixing, loss);
    }

    private interface Rows {
        Value of(ProgramBuilder program);
    }

    private static Graph loss(Rows rows) {
        ProgramBuilder program = new ProgramBuilder(
                List.of(
                        InputSpec.floats("x", Shape.batch(2)),
                        InputSpec.floats("t", Shape.batch()),
                        InputSpec.floats("y", Shape.batch(2)),
                        InputSpec.floats("s", Shape.batch())),
                SPEC.headShapes());
        return program.build(program.mean(rows.of(program)));
    }

    private static Graph once() {
        return loss(p -> p.square(p.network(p.input("x"), p.input("t"), null).get(0)));
    }

    /** Wide enough for its first products to be worth a copy of their rows. */
    private static Graph mlp() {
        NetworkBuilder net = new NetworkBuilder(SPEC);
        Value h = net.cat(1, net.x(), net.unsqueeze(net.t(), 1));
        h = net.silu(net.linear("hidden0", h, 16));
        h = net.tanh(net.linear("hidden1", h, 16));
        h = net.selu(net.linear("hidden2", h, 16));
        return net.build(List.of(net.linear("out", h, 2)));
    }

    private static long products(Graph network, Graph loss) {
        List<String> names = network.parameters().stream().map(p -> p.name()).toList();
        return new Differentiate(Rules.standard())
                .resolve(network, loss, names).nodes().stream()
                        .filter(n -> n.kind() == Node.Kind.OP
                                && List.of("linear", "matmul").contains(n.name()))
                        .count();
    }

    private static void assertDerivatives(Graph network, Graph loss) {
        try (Specimen specimen = Lab.open().compile(network, loss, Lab.Precision.FLOAT64)) {
            Map<String, double[]> numbers = new HashMap<>(Comparison.numbers(loss, 0, BATCH));
            numbers.putAll(Comparison.numbers(network, 0, BATCH));
            List<String> names =
                    network.parameters().stream().map(p -> p.name()).toList();
            Comparison.assertEqualDerivatives(specimen, numbers, BATCH, names);
        }
    }
}
