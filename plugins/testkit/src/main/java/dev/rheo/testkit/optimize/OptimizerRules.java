package dev.rheo.testkit.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.optimize.Update;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Descent;
import dev.rheo.api.test.Lab;
import dev.rheo.testkit.Rule;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of optimizers. Each is run as training runs it, compiled into a step in float32, and compared with its
 * reference in float64 to 2e-6 of the distance that θ has gone, and of θ.
 *
 * <p>Gradients range from 1e-4 to 1, so that an ε of the size of the smallest ones matters.
 */
public final class OptimizerRules {
    private static final int STEPS = 20;
    private static final double[] DECAYED = {1.5, -0.75, 0.3, -2};
    private static final double[] REST = {-1.25, 0.5, 0.9};

    private OptimizerRules() {}

    /** All rules. */
    public static List<Rule<OptimizerSubject>> all() {
        return List.of(
                new Rule<>("U1", "the first step is that of the reference", subject -> group(subject, true, 1)),
                new Rule<>(
                        "U2",
                        "many steps of changing gradients and rates are those of the reference",
                        subject -> group(subject, true, STEPS)),
                new Rule<>(
                        "U3",
                        "parameters that weight decay does not apply to follow the reference without it",
                        OptimizerRules::rest),
                new Rule<>("U4", "the rule is the same on every call", OptimizerRules::deterministic),
                new Rule<>("U5", "a learning rate of 0 leaves θ where it is", OptimizerRules::still),
                new Rule<>(
                        "U6",
                        "a gradient of 0 from the start leaves parameters without weight decay where they are",
                        OptimizerRules::untouched));
    }

    private static double[][] gradients(int steps, int size) {
        double[][] gradients = new double[steps][size];
        for (int k = 0; k < steps; k++) {
            for (int i = 0; i < size; i++) {
                double scale = Math.pow(10, -4 + 4.0 * i / (size - 1));
                gradients[k][i] =
                        (float) (scale * new RandomStreams(11).at("gradient", k).gaussian(i, 0));
            }
        }
        return gradients;
    }

    private static double[] rates(OptimizerSubject subject, int steps) {
        double[] rates = new double[steps];
        for (int k = 0; k < steps; k++) {
            rates[k] = subject.optimizer().learningRate() * (1 - 0.5 * k / STEPS);
        }
        return rates;
    }

    private static void group(OptimizerSubject subject, boolean decayed, int steps) {
        double[] theta = decayed ? DECAYED : REST;
        double[][] gradients = gradients(steps, theta.length);
        double[] rates = rates(subject, steps);
        double[] expected = subject.reference().run(theta, decayed, gradients, rates);
        double[] none = {};
        try (Descent descent =
                Lab.open().descend(subject.optimizer(), decayed ? theta : none, decayed ? none : theta)) {
            for (int k = 0; k < steps; k++) {
                descent.step(gradients[k], rates[k]);
            }
            agree(descent.parameters(), expected, theta, steps);
        }
    }

    /** Alone, and beside decayed ones. */
    private static void rest(OptimizerSubject subject) {
        group(subject, false, STEPS);
        double[][] ofDecayed = gradients(STEPS, DECAYED.length);
        double[][] ofRest = gradients(STEPS, REST.length);
        double[] rates = rates(subject, STEPS);
        double[] expected = subject.reference().run(REST, false, ofRest, rates);
        try (Descent descent = Lab.open().descend(subject.optimizer(), DECAYED, REST)) {
            for (int k = 0; k < STEPS; k++) {
                double[] both = Arrays.copyOf(ofDecayed[k], DECAYED.length + REST.length);
                System.arraycopy(ofRest[k], 0, both, DECAYED.length, REST.length);
                descent.step(both, rates[k]);
            }
            double[] theta = descent.parameters();
            agree(Arrays.copyOfRange(theta, DECAYED.length, theta.length), expected, REST, STEPS);
        }
    }

    private static void agree(double[] actual, double[] expected, double[] start, int steps) {
        for (int i = 0; i < expected.length; i++) {
            double tolerance = 2e-6 * (Math.abs(expected[i] - start[i]) + Math.abs(start[i]));
            assertThat(actual[i])
                    .as("θ[" + i + "] after " + steps + " steps from " + start[i])
                    .isCloseTo(expected[i], within(tolerance));
        }
    }

    private static void deterministic(OptimizerSubject subject) {
        Update first = update(subject);
        Update second = update(subject);
        assertThat(second.states()).as("states, asked twice").isEqualTo(first.states());
        assertThat(second.fusedAdam()).as("settings, asked twice").isEqualTo(first.fusedAdam());
        assertThat(text(second)).as("operations, asked twice").isEqualTo(text(first));
        assertThat(subject.optimizer().learningRate())
                .as("learning rate")
                .isFinite()
                .isNotNegative()
                .isEqualTo(subject.optimizer().learningRate());
    }

    private static Update update(OptimizerSubject subject) {
        UpdateBuilder builder = new UpdateBuilder(7, 4);
        subject.optimizer().define(builder);
        return builder.build();
    }

    private static List<String> text(Update update) {
        return update.graph().nodes().stream().map(Object::toString).toList();
    }

    private static void still(OptimizerSubject subject) {
        try (Descent descent = Lab.open().descend(subject.optimizer(), DECAYED, REST)) {
            double[] before = descent.parameters();
            for (double[] gradient : gradients(3, before.length)) {
                descent.step(gradient, 0);
            }
            assertThat(descent.parameters()).as("θ after three steps of rate 0").containsExactly(before);
        }
    }

    /** As of an embedding of a class that no minibatch has; others move meanwhile. */
    private static void untouched(OptimizerSubject subject) {
        double[] rates = rates(subject, STEPS);
        try (Descent descent = Lab.open().descend(subject.optimizer(), new double[0], REST)) {
            double[] before = descent.parameters();
            double[][] gradients = gradients(STEPS, REST.length);
            for (int k = 0; k < STEPS; k++) {
                gradients[k][0] = 0;
                descent.step(gradients[k], rates[k]);
            }
            assertThat(descent.parameters()[0])
                    .as("θ[0] after " + STEPS + " gradients of 0")
                    .isEqualTo(before[0]);
        }
    }
}
