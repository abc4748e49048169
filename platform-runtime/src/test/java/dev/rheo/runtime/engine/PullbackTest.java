package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.RulesUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullbackTest {
    private static final float[] STATES = {0.3f, -1.2f, 0.8f, 0.1f, -0.5f, 2f};
    private static final float[] COTANGENTS = {1, -0.5f, 0.25f, 2, 0, 1};
    private static final double T = 0.37;
    private static final float STEP = 1e-2f;

    private final TorchEngine engine = TorchEngine.start();

    PullbackTest() {
        engine.enterThread(1);
    }

    /** Two heads on [x, t] and the label; the first ignores x. */
    private static Graph network() {
        dev.rheo.api.graph.Shape sample = dev.rheo.api.graph.Shape.of(2);
        NetworkBuilder net = new NetworkBuilder(new NetworkSpec(
                sample, List.of(new Head("flat", sample), new Head("out", sample)), Labels.classes(3, true)));
        Value label = net.embedding("label", net.labels(), 4, 8);
        Value h = net.add(net.linear("in", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), 8), label);
        return net.build(List.of(net.linear("flat", label, 2), net.linear("out", net.silu(h), 2)));
    }

    private NetworkFunction function(Rules rules) {
        NetworkProgram program = NetworkProgram.of(network(), Precision.FLOAT32);
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(2));
        return new NetworkFunction(engine, program, Kernels.PORTABLE, rules, theta);
    }

    private float[][] pullback(NetworkFunction function, int head, float[] states) {
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.create(states, new Shape(3, 2));
            NDArray w = manager.create(COTANGENTS, new Shape(3, 2));
            NDList results = function.calls(manager, HostArrays.integers(manager, 0, 2, 3))
                    .pullback(head, x, T, w);
            return new float[][] {results.get(0).toFloatArray(), results.get(1).toFloatArray()};
        }
    }

    @Test
    void theValueIsThatOfTheHead() {
        try (NetworkFunction function = function(Rules.standard());
                NDManager manager = engine.newManager()) {
            NDArray x = manager.create(STATES, new Shape(3, 2));
            NDList heads = function.calls(manager, HostArrays.integers(manager, 0, 2, 3))
                    .heads(x, T);
            for (int head = 0; head < 2; head++) {
                assertThat(pullback(function, head, STATES)[0])
                        .isEqualTo(heads.get(head).toFloatArray());
            }
        }
    }

    /** Float32: differences over 0.02 have errors of about 1e-5. */
    @Test
    void theProductIsThatOfCentralDifferences() {
        try (NetworkFunction function = function(Rules.standard())) {
            float[] product = pullback(function, 1, STATES)[1];
            for (int row = 0; row < 3; row++) {
                for (int k = 0; k < 2; k++) {
                    float[] above = STATES.clone();
                    float[] below = STATES.clone();
                    above[2 * row + k] += STEP;
                    below[2 * row + k] -= STEP;
                    float[] high = pullback(function, 1, above)[0];
                    float[] low = pullback(function, 1, below)[0];
                    double expected = 0;
                    for (int i = 0; i < STATES.length; i++) {
                        expected += COTANGENTS[i] * (high[i] - low[i]) / (2 * STEP);
                    }
                    assertThat((double) product[2 * row + k]).isCloseTo(expected, within(2e-4));
                }
            }
        }
    }

    @Test
    void aHeadThatIgnoresTheStateHasNoProduct() {
        try (NetworkFunction function = function(Rules.standard())) {
            assertThat(pullback(function, 0, STATES)[1]).containsOnly(0);
        }
    }

    @Test
    void torchDifferentiatesWhereARuleIsMissing() {
        try (NetworkFunction own = function(Rules.standard());
                NetworkFunction torch = function(RulesUnderTest.without("silu"))) {
            for (int head = 0; head < 2; head++) {
                float[][] expected = pullback(torch, head, STATES);
                float[][] actual = pullback(own, head, STATES);
                for (int i = 0; i < STATES.length; i++) {
                    assertThat(actual[0][i]).isCloseTo(expected[0][i], within(1e-6f));
                    assertThat(actual[1][i]).isCloseTo(expected[1][i], within(1e-6f));
                }
            }
        }
    }

    @Test
    void productsFollowTheParameters() {
        try (NetworkFunction function = function(Rules.standard())) {
            pullback(function, 1, STATES);
            long size = NetworkProgram.of(network(), Precision.FLOAT32).layout().size();
            function.parameters(new float[(int) size]);

            assertThat(pullback(function, 1, STATES)[1]).containsOnly(0);
        }
    }

    @Test
    void callsKeepNoArraysAndLeaveTheirArguments() {
        try (NetworkFunction function = function(Rules.standard());
                NDManager manager = engine.newManager();
                NDManager scope = manager.newSubManager()) {
            NDArray x = scope.create(STATES, new Shape(3, 2));
            NDArray w = scope.create(COTANGENTS, new Shape(3, 2));
            NetworkFunction.Calls calls = function.calls(manager, HostArrays.integers(manager, 0, 2, 3));
            calls.pullback(1, x, T, w).close();
            int before = function.liveArrays();
            for (int i = 0; i < 100; i++) {
                calls.pullback(1, x, T, w).close();
            }
            assertThat(function.liveArrays()).isEqualTo(before);
            assertThat(scope.getManagedArrays()).hasSize(2);
            assertThat(calls.pullback(1, x, T, w).get(1).getManager()).isSameAs(scope);
            assertThat(x.toFloatArray()).isEqualTo(STATES);
            assertThat(w.toFloatArray()).isEqualTo(COTANGENTS);
        }
    }

    /** One number of two smooth layers: gradient and Hessian are not constant. */
    private NetworkFunction potential() {
        dev.rheo.api.graph.Shape sample = dev.rheo.api.graph.Shape.of(2);
        NetworkBuilder net = new NetworkBuilder(
                new NetworkSpec(sample, List.of(new Head("action", dev.rheo.api.graph.Shape.SCALAR)), Labels.NONE));
        Value h = net.silu(net.linear("in", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), 8));
        Graph graph = net.build(List.of(net.squeeze(net.linear("out", net.tanh(net.linear("mid", h, 8)), 1), 1)));
        NetworkProgram program = NetworkProgram.of(graph, Precision.FLOAT32);
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(4));
        return new NetworkFunction(engine, program, Kernels.PORTABLE, Rules.standard(), theta);
    }

    /** Float32: differences over 0.02 have errors of about 1e-5. */
    @Test
    void theGradientOfAPotentialAndItsProductAreThoseOfCentralDifferences() {
        try (NetworkFunction function = potential();
                NDManager manager = engine.newManager()) {
            NetworkFunction.Calls calls = function.calls(manager, null);
            NDArray x = manager.create(STATES, new Shape(3, 2));
            NDArray w = manager.create(COTANGENTS, new Shape(3, 2));
            NDArray ones = manager.ones(new Shape(3));
            float[] first = calls.pullback(0, x, T, ones).get(1).toFloatArray();
            NDList both = calls.gradientPullback(0, x, T, w);
            assertThat(both.get(0).toFloatArray()).containsExactly(first, within(1e-6f));
            float[] product = both.get(1).toFloatArray();
            for (int k = 0; k < STATES.length; k++) {
                float[] above = STATES.clone();
                float[] below = STATES.clone();
                above[k] += STEP;
                below[k] -= STEP;
                NDArray high = manager.create(above, new Shape(3, 2));
                NDArray low = manager.create(below, new Shape(3, 2));
                double slope = (calls.heads(high, T).get(0).toFloatArray()[k / 2]
                                - calls.heads(low, T).get(0).toFloatArray()[k / 2])
                        / (2 * STEP);
                assertThat((double) first[k]).isCloseTo(slope, within(2e-4));
                float[] up = calls.pullback(0, high, T, ones).get(1).toFloatArray();
                float[] down = calls.pullback(0, low, T, ones).get(1).toFloatArray();
                double expected = 0;
                for (int i = 0; i < STATES.length; i++) {
                    expected += COTANGENTS[i] * (up[i] - down[i]) / (2 * STEP);
                }
                assertThat((double) product[k]).isCloseTo(expected, within(2e-4));
            }
        }
    }

    @Test
    void gradientsOfAPotentialKeepNoArrays() {
        try (NetworkFunction function = potential();
                NDManager manager = engine.newManager();
                NDManager scope = manager.newSubManager()) {
            NDArray x = scope.create(STATES, new Shape(3, 2));
            NDArray w = scope.create(COTANGENTS, new Shape(3, 2));
            NetworkFunction.Calls calls = function.calls(manager, null);
            calls.gradientPullback(0, x, T, w).close();
            int before = function.liveArrays();
            for (int i = 0; i < 100; i++) {
                calls.gradientPullback(0, x, T, w).close();
            }
            assertThat(function.liveArrays()).isEqualTo(before);
            assertThat(scope.getManagedArrays()).hasSize(2);
        }
    }
}
