package dev.rheo.runtime.engine;

import static dev.rheo.runtime.engine.Comparison.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Operations;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.runtime.program.Differentiate;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.RulesUnderTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second derivatives of every operation against torch.autograd, in float64. */
class OperationDerivativesTest {
    private static final Shape B3 = Shape.batch(3);

    static Stream<OperationCases.Case> cases() {
        return OperationCases.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesEqualAutograd(OperationCases.Case operation) {
        Graph graph = operation.graph();
        try (Specimen specimen = Lab.open().compile(graph, Lab.Precision.FLOAT64)) {
            Comparison.assertEqualDerivatives(specimen, Comparison.numbers(graph, 5, BATCH), BATCH, operation.names());
        }
    }

    @Test
    void everyRuleIsExercised() {
        Set<String> seen = new TreeSet<>();
        GraphBuilder once = new GraphBuilder(); // twice, its slope is written with its value
        Graph silu = once.build(once.silu(once.input("x", B3)));
        cases().forEach(c -> collect(c.graph(), c.names(), seen));
        collect(silu, List.of("x"), seen);

        assertThat(seen).containsAll(RulesUnderTest.operations());
    }

    private static void collect(Graph graph, List<String> wrt, Set<String> seen) {
        Graph weighted = Differentiate.weightedSum(null, graph);
        Graph resolved = new Differentiate(Rules.standard()).resolve(null, weighted, wrt);
        resolved.nodes().stream()
                .filter(n -> n.kind() == Node.Kind.OP)
                .map(n -> name(n, resolved))
                .forEach(seen::add);
    }

    private static String name(Node node, Graph graph) {
        return node.name().equals("item") ? graph.node(node.value(0)).name() + "[" + node.number(1) + "]" : node.name();
    }

    @Test
    void aWrongRuleIsCaught() {
        Rules wrong = RulesUnderTest.withWrongSine();
        OperationCases.Case sine = OperationCases.unary("sin", B3, Operations::sin);
        Graph graph = sine.graph();
        try (Specimen specimen = new TorchLab(wrong).compile(null, graph, Lab.Precision.FLOAT64)) {
            assertThatThrownBy(() -> Comparison.assertEqualDerivatives(
                            specimen, Comparison.numbers(graph, 5, BATCH), BATCH, sine.names()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("derivative by x");
        }
    }

    @Test
    void anOperationWithoutRuleFallsBackToAutograd() {
        GraphBuilder graph = new GraphBuilder();
        Value x = graph.input("x", B3);
        Value y = graph.op("atan", x.shape(), x);
        Graph program = graph.build(graph.gradient(y, x));
        try (Specimen specimen = Lab.open().compile(program, Lab.Precision.FLOAT64)) {
            double[] slope =
                    specimen.run(Map.of("x", new double[] {0, 1, 2}), 1).get(0);

            assertThat(specimen.hasOwnDerivative()).isFalse();
            assertThat(slope)
                    .containsExactly(new double[] {1, 0.5, 0.2}, org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void aDetachedValueIsConstant() {
        GraphBuilder graph = new GraphBuilder();
        Value x = graph.input("x", B3);
        Value y = graph.mul(x, graph.detach(x));
        try (Specimen specimen = Lab.open().compile(graph.build(graph.gradient(y, x)), Lab.Precision.FLOAT64)) {
            assertThat(specimen.run(Map.of("x", new double[] {1, 2, 3}), 1).get(0))
                    .containsExactly(1, 2, 3);
        }
    }
}
