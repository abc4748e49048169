package dev.rheo.api.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Shape.ShapeMismatch;
import dev.rheo.api.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {
    private static final NetworkSpec POINTS = NetworkSpec.of(Shape.of(2));

    @Test
    void inputsFollowTheSpecification() {
        NetworkBuilder plain = new NetworkBuilder(POINTS);
        NetworkBuilder labelled = new NetworkBuilder(POINTS.with(Labels.classes(10, true)));

        assertThat(plain.x().shape()).isEqualTo(Shape.batch(2));
        assertThat(plain.t().shape()).isEqualTo(Shape.batch());
        assertThat(plain.labels()).isNull();
        assertThat(labelled.labels().shape()).isEqualTo(Shape.batch());
    }

    @Test
    void theNullClassIsOneMoreRow() {
        assertThat(new Labels.Classes(10, true).rows()).isEqualTo(11);
        assertThat(new Labels.Classes(10, false).rows()).isEqualTo(10);
    }

    @Test
    void aLinearLayerHasTheDefaultInitialisationOfPyTorch() {
        NetworkBuilder net = new NetworkBuilder(POINTS);
        Graph graph = net.build(List.of(net.linear("out", net.x(), 2)));

        assertThat(graph.parameters()).extracting(Parameter::init).containsOnly(new Init.Uniform(1 / Math.sqrt(2)));
        assertThat(graph.parameters()).extracting(Parameter::name).containsExactly("out.weight", "out.bias");
    }

    @Test
    void embeddingsAreNotDecayed() {
        NetworkSpec spec = POINTS.with(Labels.classes(3, false));
        NetworkBuilder net = new NetworkBuilder(spec);
        Graph graph = net.build(List.of(net.embedding("label", net.labels(), 3, 2)));

        assertThat(graph.parameters()).extracting(Parameter::decayed).containsExactly(false);
    }

    @Test
    void wrongHeadsAreRefusedWithBothShapes() {
        NetworkBuilder net = new NetworkBuilder(POINTS);
        Value three = net.linear("out", net.x(), 3);
        assertThatThrownBy(() -> net.build(List.of(three)))
                .isInstanceOf(ShapeMismatch.class)
                .hasMessageContaining("(B x 2)")
                .hasMessageContaining("(B x 3)");
    }

    @Test
    void sinusoidsHaveTheFrequenciesOfAdm() {
        NetworkBuilder net = new NetworkBuilder(POINTS);
        Value embedding = net.sinusoidal(net.t(), 4, 10_000, 1000);

        assertThat(embedding.shape()).isEqualTo(Shape.batch(4));
        assertThat(constants(net, embedding)).containsExactly(1000.0, 1000.0 * 0.01);
    }

    @Test
    void fourierFrequenciesAreTheSameInEveryNetwork() {
        NetworkBuilder first = new NetworkBuilder(POINTS);
        NetworkBuilder second = new NetworkBuilder(POINTS);

        assertThat(constants(first, first.fourier(first.t(), 8, 16)))
                .isEqualTo(constants(second, second.fourier(second.t(), 8, 16)))
                .doesNotHaveDuplicates();
    }

    @Test
    void anOddTimeEmbeddingIsRefused() {
        NetworkBuilder net = new NetworkBuilder(POINTS);
        assertThatThrownBy(() -> net.sinusoidal(net.t(), 5, 10_000, 1)).hasMessageContaining("5");
    }

    private static List<Object> constants(NetworkBuilder net, Value embedding) {
        Value head = net.narrow(embedding, 1, 0, 2);
        return net.build(List.of(head)).nodes().stream()
                .filter(node -> node.kind() == Node.Kind.CONSTANT)
                .map(node -> List.<Object>copyOf((List<?>) node.arg(1)))
                .findFirst()
                .orElseThrow();
    }
}
