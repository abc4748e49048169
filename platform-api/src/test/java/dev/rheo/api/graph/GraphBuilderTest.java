package dev.rheo.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.graph.Shape.ShapeMismatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", Shape.batch(3));

    @Test
    void shapesPrintTheBatchAsALetter() {
        assertThat(Shape.batch(2)).hasToString("(B x 2)");
        assertThat(Shape.SCALAR).hasToString("()");
    }

    @Test
    void theBatchOccursOnlyOnce() {
        assertThatThrownBy(() -> Shape.batch(Shape.BATCH))
                .isInstanceOf(ShapeMismatch.class)
                .hasMessageContaining("(B x B)");
    }

    @Test
    void theBatchBroadcastsWithItselfAndOneOnly() {
        assertThat(Shape.batch(3).broadcast(Shape.of(1, 3))).isEqualTo(Shape.batch(3));
        assertThatThrownBy(() -> Shape.batch(3).broadcast(Shape.of(4, 3))).isInstanceOf(ShapeMismatch.class);
    }

    @Test
    void aShapeErrorNamesScopeOperationAndBothShapes() {
        Value y = graph.input("y", Shape.batch(4));
        assertThatThrownBy(() -> graph.in("block0", () -> graph.in("mlp", () -> graph.add(x, y))))
                .isInstanceOf(ShapeMismatch.class)
                .hasMessage("block0.mlp: add: (B x 3) and (B x 4) do not broadcast.");
    }

    @Test
    void theScopeEndsWithItsBodyEvenAfterAnError() {
        assertThatThrownBy(() -> graph.in("block0", () -> graph.narrow(x, 1, 2, 2)))
                .hasMessageStartingWith("block0: narrow");
        assertThatThrownBy(() -> graph.narrow(x, 1, 2, 2)).hasMessageStartingWith("narrow");
    }

    @Test
    void valuesOfTwoBuildersDoNotMix() {
        Value stranger = new GraphBuilder().input("x", Shape.batch(3));
        assertThatThrownBy(() -> graph.add(x, stranger)).hasMessageContaining("another builder");
        assertThatThrownBy(() -> graph.cat(1, x, stranger)).hasMessageContaining("another builder");
        assertThatThrownBy(() -> graph.build(stranger)).hasMessageContaining("another builder");
    }

    @Test
    void equalOperationsAreOneNode() {
        assertThat(graph.sin(x)).isSameAs(graph.sin(x));
        assertThat(graph.sum(x, 0)).isNotSameAs(graph.sum(x, 1));
    }

    @Test
    void parametersAreNamedByTheirScopes() {
        graph.in("block0", () -> graph.in("linear", () -> graph.parameter("weight", Shape.of(2, 3), Init.ZERO)));
        graph.in("block0", () -> graph.in("linear", () -> graph.parameter("bias", Shape.of(2), Init.ZERO)));

        List<Parameter> parameters = graph.build(x).parameters();
        assertThat(parameters)
                .extracting(Parameter::name)
                .containsExactly("block0.linear.weight", "block0.linear.bias");
        assertThat(parameters).extracting(Parameter::decayed).containsExactly(true, false);
    }

    @Test
    void aNameIsTakenOnce() {
        graph.parameter("weight", Shape.of(2), Init.ZERO);
        assertThatThrownBy(() -> graph.parameter("weight", Shape.of(2), Init.ZERO))
                .hasMessageContaining("'weight'");
    }

    @Test
    void denseWorkIsCountedPerSample() {
        Value w = graph.parameter("w", Shape.of(5, 3), Init.ZERO);
        Value image = graph.input("image", Shape.batch(2, 4, 4));
        Value kernel = graph.parameter("kernel", Shape.of(3, 2, 3, 3), Init.ZERO);
        Graph built = graph.build(graph.linear(x, w, null), graph.conv2d(image, kernel, null, 1, 1));

        assertThat(built.parameterCount()).isEqualTo(15 + 54);
        assertThat(built.flops()).isEqualTo(2 * 15 + 2 * (3 * 16) * (2 * 9));
    }

    @Test
    void strideAndPaddingGiveTheImageSize() {
        Value image = graph.input("image", Shape.batch(2, 8, 8));
        Value kernel = graph.parameter("kernel", Shape.of(3, 2, 3, 3), Init.ZERO);
        assertThat(graph.conv2d(image, kernel, null, 2, 1).shape()).isEqualTo(Shape.batch(3, 4, 4));
        assertThat(graph.conv2d(image, kernel, null, 1, 0).shape()).isEqualTo(Shape.batch(3, 6, 6));
    }

    @Test
    void labelsAreNoNumbersToDifferentiate() {
        Value labels = graph.input(InputSpec.integers("labels", Shape.batch()));
        assertThatThrownBy(() -> graph.gradient(x, labels)).isInstanceOf(ShapeMismatch.class);
        assertThatThrownBy(() -> graph.embedding(graph.parameter("table", Shape.of(4, 2), Init.ZERO), x))
                .hasMessageContaining("FLOAT");
    }

    @Test
    void aLossIsOneNumber() {
        ProgramBuilder program = new ProgramBuilder(List.of(InputSpec.floats("x", Shape.batch(2))), Map.of());
        assertThatThrownBy(() -> program.build(program.input("x"))).hasMessageContaining("(B x 2)");
    }

    @Test
    void anUndeclaredInputIsAnsweredWithTheDeclaredOnes() {
        ProgramBuilder program = new ProgramBuilder(List.of(InputSpec.floats("xt", Shape.batch(2))), Map.of());
        assertThatThrownBy(() -> program.input("x")).hasMessageContaining("'x'").hasMessageContaining("xt");
    }
}
