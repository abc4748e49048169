package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.Update;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.RulesUnderTest;
import dev.rheo.runtime.program.StepProgram;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainingSessionTest {
    private static final Graph NETWORK = Toys.mlp(2, 8);
    private static final double RATE = 0.01;
    private static TorchEngine engine;

    @BeforeAll
    static void start() {
        engine = TorchEngine.start();
        engine.enterThread(1);
    }

    @Test
    void averagesMoveTowardsTheParametersAtTheirRates() {
        try (TrainingSession session = session(Toys.adam(NETWORK, Toys.ADAM), 0, 0.1, 0.5)) {
            MinibatchSlot slot = session.newSlot(16);
            float[] slow = session.parameters();
            float[] fast = slow.clone();
            for (int step = 0; step < 3; step++) {
                Toys.fill(slot, step);
                session.averageRate(1, step == 2 ? 1 : 0.5);
                session.step(slot, RATE);
                float[] theta = session.parameters();
                for (int i = 0; i < slow.length; i++) {
                    slow[i] += 0.1f * (theta[i] - slow[i]);
                    fast[i] += (step == 2 ? 1f : 0.5f) * (theta[i] - fast[i]);
                }
            }
            assertClose(session.average(0), slow);
            assertClose(session.average(1), fast);
            assertThat(session.average(1)).isEqualTo(session.parameters());
        }
    }

    @Test
    void clippingScalesTheGradientToTheNorm() {
        try (TrainingSession free = session(Toys.sgd(NETWORK, 0, 0), 0);
                TrainingSession clipped = session(Toys.sgd(NETWORK, 0, 0), 0.05)) {
            step(free, 0);
            step(clipped, 0);

            double norm = free.gradientNorm();
            assertThat(norm).isCloseTo(norm(free.gradient()), within(1e-6)).isGreaterThan(0.05);
            assertThat(clipped.gradientNorm()).isEqualTo(norm);
            assertThat(norm(clipped.gradient())).isCloseTo(0.05, within(1e-7));
        }
    }

    @Test
    void aStepThatIsNotFiniteChangesNothing() {
        try (TrainingSession session = session(Toys.adam(NETWORK, Toys.ADAM), 1, 0.1)) {
            step(session, 0);
            float[] theta = session.parameters();
            float[] average = session.average(0);
            float[] moment = session.state().get("first_moment");
            MinibatchSlot slot = session.newSlot(16);
            Toys.fill(slot, 1);
            slot.floats("target").put(5, Float.NaN);
            session.step(slot, RATE);

            assertThat(session.loss()).isNaN();
            assertThat(session.gradientNorm()).isNaN();
            assertThat(session.parameters()).isEqualTo(theta);
            assertThat(session.average(0)).isEqualTo(average);
            assertThat(session.state().get("first_moment")).isEqualTo(moment);
            assertThat(session.state().get("step")).containsExactly(1f);
            assertThat(session.skipped()).isEqualTo(1);
        }
    }

    @Test
    void aStepAfterASkippedOneIsHealthyAgain() {
        try (TrainingSession session = session(Toys.adam(NETWORK, Toys.ADAM), 0)) {
            MinibatchSlot slot = session.newSlot(16);
            Toys.fill(slot, 0);
            slot.floats("xt").put(0, Float.POSITIVE_INFINITY);
            session.accumulate(slot, true);
            session.update(1, RATE);
            float[] theta = session.parameters();
            Toys.fill(slot, 1);
            session.accumulate(slot, true);
            session.update(1, RATE);

            assertThat(session.gradientNorm()).isFinite();
            assertThat(session.parameters()).isNotEqualTo(theta);
        }
    }

    @Test
    void accumulatingTwoHalvesEqualsOneStep() {
        try (TrainingSession whole = session(Toys.adam(NETWORK, Toys.ADAM), 0.05, 0.1);
                TrainingSession halves = session(Toys.adam(NETWORK, Toys.ADAM), 0.05, 0.1)) {
            step(whole, 0);
            MinibatchSlot half = halves.newSlot(8);
            MinibatchSlot full = halves.newSlot(16);
            Toys.fill(full, 0);
            for (int part = 0; part < 2; part++) {
                half.floats("t").put(0, full.floats("t"), 8 * part, 8);
                half.floats("xt").put(0, full.floats("xt"), 16 * part, 16);
                half.floats("target").put(0, full.floats("target"), 16 * part, 16);
                halves.accumulate(half, part == 0);
            }
            halves.update(0.5, RATE);

            assertThat(halves.gradientNorm()).isCloseTo(whole.gradientNorm(), within(1e-6));
            assertClose(halves.parameters(), whole.parameters());
            assertClose(halves.average(0), whole.average(0));
        }
    }

    @Test
    void autogradIsTheFallbackAndComputesTheSame() {
        Update rule = Toys.adam(NETWORK, new Adam(0.9, 0.999, 1e-8, 0.1, true));
        StepProgram fallback = Toys.program(rule, RulesUnderTest.without("selu"));
        float[] theta = theta(fallback);
        try (TrainingSession own = session(rule, 1, 0.1);
                TrainingSession torch = new TrainingSession(engine, fallback, theta, 1, 0.1)) {
            for (int step = 0; step < 3; step++) {
                step(own, step);
                step(torch, step);
            }
            assertThat(fallback.ownReverseMode()).isFalse();
            assertThat(torch.loss()).isCloseTo(own.loss(), within(1e-6));
            assertClose(torch.parameters(), own.parameters());
            assertClose(torch.average(0), own.average(0));
        }
    }

    @Test
    void twoThousandStepsKeepNoArrays() {
        assertNoGrowth(Toys.program(Toys.adam(NETWORK, Toys.ADAM), Rules.standard()));
    }

    @Test
    void theFallbackKeepsNoArraysEither() {
        assertNoGrowth(Toys.program(Toys.adam(NETWORK, Toys.ADAM), RulesUnderTest.without("selu")));
    }

    /** Action matching with a Laplacian: three derivatives of the network, two of them inside the loss. */
    @Test
    void lossesMadeOfDerivativesKeepNoArrays() {
        NetworkSpec spec = NetworkSpec.of(Shape.of(2)).with(List.of(new Head("action", Shape.SCALAR)));
        NetworkBuilder net = new NetworkBuilder(spec);
        Value h = net.silu(net.linear("hidden", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), 8));
        Graph network = net.build(List.of(net.squeeze(net.linear("action", h, 1), 1)));
        ProgramBuilder loss = new ProgramBuilder(
                List.of(
                        InputSpec.floats("xt", Shape.batch(2)),
                        InputSpec.floats("t", Shape.batch()),
                        InputSpec.floats("target", Shape.batch(2))),
                spec.headShapes());
        Value xt = loss.input("xt");
        Value t = loss.input("t");
        Value action = loss.network(xt, t, null).get(0);
        Value velocity = loss.gradient(action, xt);
        Value inside = loss.add(loss.sum(loss.square(velocity), 1), loss.divergence(velocity, xt));
        Value end = loss.network(loss.input("target"), t, null).get(0);
        Graph program = loss.build(loss.mean(loss.sub(loss.add(inside, loss.gradient(action, t)), end)));
        for (Rules rules : List.of(Rules.standard(), RulesUnderTest.without("silu"))) {
            assertNoGrowth(
                    StepProgram.of(network, program, Toys.adam(network, Toys.ADAM), rules, Precision.FLOAT32), 1000);
        }
    }

    @Test
    void equalRunsGiveEqualBits() {
        assertThat(trained(20)).isEqualTo(trained(20));
    }

    @Test
    void aRestoredSessionContinuesToTheSameBits() {
        float[] straight = trained(20);
        try (TrainingSession first = session(Toys.adam(NETWORK, Toys.ADAM), 0.5, 0.1);
                TrainingSession second = session(Toys.adam(NETWORK, Toys.ADAM), 0.5, 0.1)) {
            for (int step = 0; step < 10; step++) {
                step(first, step);
            }
            second.parameters(first.parameters());
            second.average(0, first.average(0));
            second.state(first.state());
            for (int step = 10; step < 20; step++) {
                step(second, step);
            }
            assertThat(second.parameters()).isEqualTo(straight);
        }
    }

    @Test
    void stateOfAnotherOptimizerIsRefused() {
        try (TrainingSession adam = session(Toys.adam(NETWORK, Toys.ADAM), 0);
                TrainingSession sgd = session(Toys.sgd(NETWORK, 0.9, 0), 0)) {
            assertThatThrownBy(() -> adam.state(sgd.state()))
                    .hasMessageContaining("velocity")
                    .hasMessageContaining("first_moment");
        }
    }

    @Test
    void anUnknownInputIsNamed() {
        try (TrainingSession session = session(Toys.adam(NETWORK, Toys.ADAM), 0)) {
            MinibatchSlot slot = session.newSlot(4);
            assertThatThrownBy(() -> slot.floats("weight"))
                    .hasMessageContaining("'weight'")
                    .hasMessageContaining("xt");
        }
    }

    private static void assertNoGrowth(StepProgram program) {
        assertNoGrowth(program, 20_000);
    }

    private static void assertNoGrowth(StepProgram program, int steps) {
        try (TrainingSession session = new TrainingSession(engine, program, theta(program), 1, 0.1)) {
            MinibatchSlot slot = session.newSlot(4);
            Toys.fill(slot, 0);
            session.step(slot, RATE);
            int live = session.liveArrays();
            for (int step = 0; step < steps; step++) {
                session.step(slot, RATE);
                if (step % 100 == 0) {
                    session.loss();
                }
            }
            assertThat(session.liveArrays()).isEqualTo(live);
        }
    }

    private static float[] trained(int steps) {
        try (TrainingSession session = session(Toys.adam(NETWORK, Toys.ADAM), 0.5, 0.1)) {
            for (int step = 0; step < steps; step++) {
                step(session, step);
            }
            return session.parameters();
        }
    }

    private static void step(TrainingSession session, long step) {
        MinibatchSlot slot = session.newSlot(16);
        Toys.fill(slot, step);
        session.step(slot, RATE);
    }

    private static TrainingSession session(Update rule, double clip, double... averages) {
        StepProgram program = Toys.program(rule, Rules.standard());
        assertThat(program.ownReverseMode()).isTrue();
        return new TrainingSession(engine, program, theta(program), clip, averages);
    }

    private static float[] theta(StepProgram program) {
        return InitialParameters.draw(program.layout(), new RandomStreams(7));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).containsExactly(expected, within(2e-6f));
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float f : vector) {
            sum += (double) f * f;
        }
        return Math.sqrt(sum);
    }
}
