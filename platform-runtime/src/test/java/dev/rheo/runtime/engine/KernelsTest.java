package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Kernels;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.RulesUnderTest;
import dev.rheo.runtime.program.StepProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Products that are large enough for oneDNN's kernels, which autograd's programs never use. */
class KernelsTest {
    private static final int TOKENS = 64;
    private static final int WIDTH = 48;
    private static final NetworkSpec SPEC = NetworkSpec.of(Shape.of(TOKENS, WIDTH));
    private static final Graph NETWORK = network();
    private static TorchEngine engine;

    @BeforeAll
    static void start() {
        engine = TorchEngine.start();
        engine.enterThread(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theNativesForLinuxHaveOneDnn() {
        assertThat(engine.hasOneDnn()).isTrue();
    }

    @Test
    void aMakerThatIsNotKnownCountsAsIntel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cpuinfo");
        assertThat(Processor.maker(file)).contains("GenuineIntel");

        Files.writeString(file, "processor\t: 0\nvendor_id\t: AuthenticAMD\n");
        assertThat(Processor.maker(file)).doesNotContain("GenuineIntel").contains("AMD");

        Files.writeString(file, "processor\t: 0\n");
        assertThat(Processor.maker(file)).contains("GenuineIntel");
    }

    @Test
    void largeProductsHaveTheGradientOfAutograd() {
        try (TrainingSession own = session(Rules.standard());
                TrainingSession torch = session(RulesUnderTest.without("gelu"))) {
            float[] expected = gradient(torch, 64);
            float[] actual = gradient(own, 64);

            assertThat(own.loss()).isCloseTo(torch.loss(), org.assertj.core.api.Assertions.within(1e-6));
            assertThat(distance(actual, expected)).isLessThan(1e-5);
        }
    }

    @Test
    void equalStepsGiveEqualBits() {
        try (TrainingSession first = session(Rules.standard());
                TrainingSession second = session(Rules.standard())) {
            gradient(first, 16);

            assertThat(gradient(second, 64)).isEqualTo(gradient(first, 64));
        }
    }

    @Test
    void theAppliedNetworkDoesNotDependOnHowManyRowsAreAppliedAtOnce() {
        NetworkProgram program = NetworkProgram.of(NETWORK, Precision.FLOAT32);
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(5));
        float[] x = new float[64 * TOKENS * WIDTH];
        Draws draws = new RandomStreams(5).at("x", 0);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) draws.gaussian(i / WIDTH, i % WIDTH);
        }
        try (NetworkFunction function =
                new NetworkFunction(engine, program, Kernels.ONE_DNN, Rules.standard(), theta)) {
            float[] large = function.apply(x, 64, SPEC.sample().dims(), 0.3, null);
            float[] small = function.apply(
                    java.util.Arrays.copyOf(x, 2 * TOKENS * WIDTH),
                    2,
                    SPEC.sample().dims(),
                    0.3,
                    null);

            assertThat(distance(java.util.Arrays.copyOf(large, small.length), small))
                    .isLessThan(1e-5);
        }
    }

    /** Wider than deep, deeper than wide, with and without bias. */
    private static Graph network() {
        NetworkBuilder net = new NetworkBuilder(SPEC);
        Value time = net.reshape(net.linear("time", net.unsqueeze(net.t(), 1), WIDTH), Shape.batch(1, WIDTH));
        Value h = net.gelu(net.linear("in", net.add(net.x(), time), 96));
        Value mixed = net.matmul(h, net.parameter("mix", Shape.of(96, 96), dev.rheo.api.graph.Init.torchDefault(96)));
        return net.build(List.of(net.linear("out", mixed, WIDTH)));
    }

    private static TrainingSession session(Rules rules) {
        StepProgram program =
                StepProgram.of(NETWORK, Toys.regression(SPEC), Toys.adam(NETWORK, Toys.ADAM), rules, Precision.FLOAT32);
        float[] theta = InitialParameters.draw(program.layout(), new RandomStreams(5));
        return new TrainingSession(engine, program, Kernels.ONE_DNN, Shards.NONE, theta, 0);
    }

    private static float[] gradient(TrainingSession session, int batch) {
        MinibatchSlot slot = session.newSlot(batch);
        Draws draws = new RandomStreams(5).at("batch", 0);
        for (int row = 0; row < batch; row++) {
            slot.floats("t").put(row, (float) draws.uniform(row, 0));
            for (int k = 0; k < TOKENS * WIDTH; k++) {
                slot.floats("xt").put(row * TOKENS * WIDTH + k, (float) draws.gaussian(row, 1 + 2 * k));
                slot.floats("target").put(row * TOKENS * WIDTH + k, (float) draws.gaussian(row, 2 + 2 * k));
            }
        }
        session.accumulate(slot, true);
        return session.gradient();
    }

    private static double distance(float[] p, float[] q) {
        double distance = 0;
        double norm = 0;
        for (int i = 0; i < p.length; i++) {
            distance += Math.pow(p[i] - (double) q[i], 2);
            norm += Math.pow(q[i], 2);
        }
        return Math.sqrt(distance / norm);
    }
}
