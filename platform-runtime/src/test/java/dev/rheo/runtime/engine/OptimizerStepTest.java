package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.Update;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Rules;
import dev.rheo.runtime.program.StepProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compiled update rules against steps computed by hand. */
class OptimizerStepTest {
    private static final Graph NETWORK = Toys.mlp(2, 8);
    private static final double RATE = 0.01;
    private static TorchEngine engine;

    @BeforeAll
    static void start() {
        engine = TorchEngine.start();
        engine.enterThread(1);
    }

    @Test
    void adamEqualsTheAlgorithmOfThePaper() {
        assertEqualsHandComputed(new Adam(0.9, 0.99, 1e-8, 0, false));
    }

    @Test
    void adamWithCoupledDecayAddsItToTheGradientOfDecayedParametersOnly() {
        assertEqualsHandComputed(new Adam(0.9, 0.99, 1e-8, 0.1, false));
    }

    @Test
    void adamWDecaysOnlyDecayedParameters() {
        assertEqualsHandComputed(new Adam(0.9, 0.99, 1e-8, 0.1, true));
    }

    @Test
    void aRuleWrittenOutUpdatesStateAndParameters() {
        try (TrainingSession session = session(Toys.sgd(NETWORK, 0.9, 0.1))) {
            MinibatchSlot slot = session.newSlot(16);
            float[] theta = session.parameters();
            double[] velocity = new double[theta.length];
            for (int step = 0; step < 3; step++) {
                Toys.fill(slot, step);
                session.step(slot, RATE);
                float[] g = session.gradient();
                for (int i = 0; i < theta.length; i++) {
                    double decay = i < session.layout().decayed() ? 0.1 : 0;
                    velocity[i] = 0.9 * velocity[i] + g[i] + decay * theta[i];
                    theta[i] -= (float) (RATE * velocity[i]);
                }
                assertClose(session.parameters(), theta);
            }
            assertClose(session.state().get("velocity"), floats(velocity));
        }
    }

    private static void assertEqualsHandComputed(Adam adam) {
        try (TrainingSession session = session(Toys.adam(NETWORK, adam))) {
            MinibatchSlot slot = session.newSlot(16);
            float[] theta = session.parameters();
            double[] m = new double[theta.length];
            double[] v = new double[theta.length];
            for (int step = 1; step <= 3; step++) {
                Toys.fill(slot, step);
                session.step(slot, RATE);
                float[] gradient = session.gradient();
                for (int i = 0; i < theta.length; i++) {
                    double decay = i < session.layout().decayed() ? adam.weightDecay() : 0;
                    double before = adam.decoupled() ? theta[i] * (1 - RATE * decay) : theta[i];
                    double g = gradient[i] + (adam.decoupled() ? 0 : decay * theta[i]);
                    m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g;
                    v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g * g;
                    double mean = m[i] / (1 - Math.pow(adam.beta1(), step));
                    double root = Math.sqrt(v[i] / (1 - Math.pow(adam.beta2(), step)));
                    theta[i] = (float) (before - RATE * mean / (root + adam.epsilon()));
                }
                assertClose(session.parameters(), theta);
            }
        }
    }

    private static TrainingSession session(Update rule) {
        StepProgram program = Toys.program(rule, Rules.standard());
        assertThat(program.ownReverseMode()).isTrue();
        return new TrainingSession(engine, program, theta(program), 0);
    }

    private static float[] theta(StepProgram program) {
        return InitialParameters.draw(program.layout(), new RandomStreams(7));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).containsExactly(expected, within(2e-6f));
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
