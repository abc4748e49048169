package dev.rheo.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    private static final int FLOAT = 4;

    private final GraphBuilder graph = new GraphBuilder();
    private final Value x = graph.input("x", Shape.batch(10));

    private long bytes(int batch, Value... outputs) {
        return PeakMemory.of(graph.build(outputs)).bytes(batch);
    }

    @Test
    void aChainNeedsTwoValuesAtATime() {
        assertThat(bytes(3, graph.sin(graph.cos(graph.exp(x))))).isEqualTo(2 * 3 * 10 * FLOAT);
    }

    @Test
    void aValueLivesUntilItsLastReader() {
        Value first = graph.exp(x);
        assertThat(bytes(3, graph.add(graph.sin(graph.cos(first)), first))).isEqualTo(3 * 3 * 10 * FLOAT);
    }

    @Test
    void viewsTakeNothingAndKeepTheirSource() {
        Value first = graph.exp(x);
        Value view = graph.permute(graph.reshape(first, Shape.batch(2, 5)), 0, 2, 1);
        assertThat(bytes(3, graph.sum(view, 1))).isEqualTo(3 * (10 + 2) * FLOAT);
    }

    @Test
    void reshapingAPermutedValueCopiesIt() {
        Value permuted = graph.permute(graph.reshape(graph.exp(x), Shape.batch(2, 5)), 0, 2, 1);
        assertThat(bytes(3, graph.reshape(permuted, Shape.batch(10)))).isEqualTo(2 * 3 * 10 * FLOAT);
    }

    @Test
    void inputsParametersAndWhatHasNoBatchInTheEndAreNotCounted() {
        Value w = graph.parameter("w", Shape.of(10), Init.ZERO);
        assertThat(bytes(3, graph.sum(graph.mul(x, w)))).isEqualTo(3 * 10 * FLOAT);
    }

    /** Depth n keeps n hidden values for their derivatives; without a derivative two are enough. */
    @Test
    void aStepKeepsWhatDerivativesNeed() {
        int width = 1000;
        assertThat(step(width, 9) - step(width, 8)).isBetween(2L * FLOAT * width, 3L * FLOAT * width);
    }

    @Test
    void aStepThatTorchDifferentiatesKeepsEverything() {
        Graph network = network(100, 3);
        assertThat(PeakMemory.ofStep(network, loss(), Rules.standard().without("silu"))
                        .bytes(7))
                .isGreaterThan(
                        PeakMemory.ofStep(network, loss(), Rules.standard()).bytes(7));
    }

    private static final NetworkSpec SPEC = NetworkSpec.of(Shape.of(4));

    private static long step(int width, int depth) {
        return PeakMemory.ofStep(network(width, depth), loss(), Rules.standard())
                .bytes(1);
    }

    private static Graph network(int width, int depth) {
        NetworkBuilder net = new NetworkBuilder(SPEC);
        Value h = net.x();
        for (int i = 0; i < depth; i++) {
            h = net.silu(net.linear("hidden" + i, h, width));
        }
        return net.build(List.of(net.linear("out", h, 4)));
    }

    private static Graph loss() {
        ProgramBuilder program = new ProgramBuilder(SPEC.inputs(), SPEC.headShapes());
        Value out =
                program.network(program.input("x"), program.input("t"), null).get(0);
        return program.build(program.mean(program.square(out)));
    }
}
