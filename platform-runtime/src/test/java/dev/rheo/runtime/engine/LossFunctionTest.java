package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.program.LossProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.RulesUnderTest;
import dev.rheo.runtime.program.StepProgram;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A loss without derivatives against the same loss in a training step. */
class LossFunctionTest {
    private static final NetworkSpec PLANE = NetworkSpec.of(Shape.of(2));
    private static final int BATCH = 5;

    private static TorchEngine engine;

    @BeforeAll
    static void start() {
        engine = TorchEngine.start();
        engine.enterThread(1);
    }

    @Test
    void aLossIsThatOfATrainingStep() {
        assertEqual(Toys.mlp(2, 8), Toys.regression(PLANE), Rules.standard());
    }

    @Test
    void aLossWithADerivativeByTheStateIsThatOfATrainingStep() {
        assertEqual(smooth(), implicit(), Rules.standard());
    }

    @Test
    void aDerivativeWithoutARuleIsFoundByTheEngine() {
        assertEqual(smooth(), implicit(), RulesUnderTest.without("tanh"));
    }

    /** As a timestep sampler that follows the losses asks for. */
    @Test
    void whatTheProgramReportsBesideTheLossIsLeftOut() {
        ProgramBuilder loss = builder();
        Value error = loss.square(loss.sub(out(loss), loss.input("target")));
        assertEqual(Toys.mlp(2, 8), loss.build(loss.mean(error), error), Rules.standard());
    }

    @Test
    void callsLeaveNoArraysBehind() {
        Graph network = smooth();
        LossProgram program = LossProgram.of(network, implicit(), Rules.standard(), Precision.FLOAT32);
        try (LossFunction function = new LossFunction(engine, program, theta(network))) {
            MinibatchSlot slot = function.newSlot(BATCH);
            Toys.fill(slot, 0);
            double first = function.of(slot);
            int live = function.liveArrays();
            assertThat(function.of(slot)).isEqualTo(first);
            assertThat(function.liveArrays()).isEqualTo(live);
        }
    }

    static void assertEqual(Graph network, Graph loss, Rules rules) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        StepProgram step =
                StepProgram.of(network, loss, Toys.adam(network, Toys.ADAM), Rules.standard(), Precision.FLOAT32);
        LossProgram program = LossProgram.of(network, loss, rules, Precision.FLOAT32);
        float[] theta = theta(network);
        try (TrainingSession session = new TrainingSession(engine, step, theta, 0);
                LossFunction function = new LossFunction(engine, program, theta)) {
            MinibatchSlot trained = session.newSlot(BATCH);
            MinibatchSlot alone = function.newSlot(BATCH);
            for (int number = 0; number < 3; number++) {
                Toys.fill(trained, number);
                Toys.fill(alone, number);
                session.accumulate(trained, true);
                assertThat(function.of(alone))
                        .isNotZero()
                        .isCloseTo(session.loss(), within(1e-5 * Math.abs(session.loss())));
            }
        }
    }

    private static float[] theta(Graph network) {
        return InitialParameters.draw(Layout.of(network), new RandomStreams(8));
    }

    private static Graph smooth() {
        NetworkBuilder net = new NetworkBuilder(PLANE);
        Value h = net.cat(1, net.x(), net.unsqueeze(net.t(), 1));
        return net.build(List.of(net.linear("out", net.tanh(net.linear("hidden", h, 6)), 2)));
    }

    /** Hyvärinen 2005: ½|s|² + div s; it does not look at the target. */
    private static Graph implicit() {
        ProgramBuilder loss = builder();
        Value score = out(loss);
        Value half = loss.mul(loss.sum(loss.square(score), 1), 0.5);
        return loss.build(loss.mean(loss.add(half, loss.divergence(score, loss.input("xt")))));
    }

    private static Value out(ProgramBuilder loss) {
        return loss.network(loss.input("xt"), loss.input("t"), null).get(0);
    }

    private static ProgramBuilder builder() {
        return new ProgramBuilder(
                List.of(
                        InputSpec.floats("xt", PLANE.sample().batched()),
                        InputSpec.floats("t", Shape.batch()),
                        InputSpec.floats("target", PLANE.sample().batched())),
                PLANE.headShapes());
    }
}
