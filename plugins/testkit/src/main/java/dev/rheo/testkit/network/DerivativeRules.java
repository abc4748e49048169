package dev.rheo.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Lab.Precision;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules on a network's derivatives, computed in float64. */
final class DerivativeRules {
    private static final int BATCH = 5;
    private static final int DIRECTIONS = 3;
    private static final double STEP = 1e-5;

    private DerivativeRules() {}

    /**
     * Gradients of Σ out² with respect to x and all parameters: reverse mode of the compiler and torch.autograd element
     * by element, and central differences along random directions in each parameter and in x.
     */
    static void gradients(NetworkSubject subject) {
        for (NetworkSpec spec : subject.supported()) {
            Trial trial = new Trial(subject, spec);
            try (Specimen loss = Lab.open().compile(trial.graph(), total(spec, true), Precision.FLOAT64)) {
                Map<String, double[]> values = Trial.join(trial.parameters(), trial.inputs(BATCH));
                List<String> wrt = new ArrayList<>(List.of("x"));
                trial.graph().parameters().stream().map(Parameter::name).forEach(wrt::add);
                Map<String, double[]> torch = loss.gradient(Differentiation.TORCH_AUTOGRAD, values, BATCH, wrt);
                if (loss.hasOwnDerivative()) {
                    Map<String, double[]> own = loss.gradient(Differentiation.OWN, values, BATCH, wrt);
                    wrt.forEach(name -> agree(Trial.numbers(own, name), Trial.numbers(torch, name), name, spec));
                }
                wrt.forEach(name -> differences(loss, values, name, Trial.numbers(torch, name), spec));
            }
        }
    }

    /** The sum over rows and heads of all outputs, or of their squares. */
    private static Graph total(NetworkSpec spec, boolean squared) {
        ProgramBuilder program = new ProgramBuilder(spec.inputs(), spec.headShapes());
        Value labels = spec.labels() instanceof Labels.Classes ? program.input("labels") : null;
        return program.build(program.network(program.input("x"), program.input("t"), labels).stream()
                .map(head -> program.sum(squared ? program.square(head) : head))
                .reduce(program::add)
                .orElseThrow());
    }

    private static void agree(double[] own, double[] torch, String name, NetworkSpec spec) {
        double scale = size(torch) + 1e-3;
        for (int i = 0; i < torch.length; i++) {
            assertThat(own[i])
                    .as("gradient of " + name + "[" + i + "] by the compiler and by torch.autograd, " + spec)
                    .isCloseTo(torch[i], within(1e-9 * scale));
        }
    }

    private static void differences(
            Specimen loss, Map<String, double[]> values, String name, double[] gradient, NetworkSpec spec) {
        for (int k = 0; k < DIRECTIONS; k++) {
            Draws draws = new RandomStreams(7).at("direction:" + name, k);
            double[] above = Trial.numbers(values, name).clone();
            double[] below = Trial.numbers(values, name).clone();
            double expected = 0;
            for (int i = 0; i < above.length; i++) {
                double direction = draws.gaussian(i, 0);
                above[i] += STEP * direction;
                below[i] -= STEP * direction;
                expected += gradient[i] * direction;
            }
            double slope = (energy(loss, values, name, above) - energy(loss, values, name, below)) / (2 * STEP);
            double scale = Math.abs(expected) + size(gradient) + 1e-2;
            assertThat(slope)
                    .as("difference quotient in direction " + k + " of " + name + " and its gradient, " + spec)
                    .isCloseTo(expected, within(1e-5 * scale));
        }
    }

    private static double energy(Specimen loss, Map<String, double[]> values, String name, double[] moved) {
        return loss.run(Trial.join(values, Map.of(name, moved)), BATCH).get(0)[0];
    }

    private static double size(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number * number;
        }
        return Math.sqrt(sum);
    }

    /** The claim holds exactly if the slope along a line has no jump. */
    static void smoothness(NetworkSubject subject) {
        NetworkSpec spec = subject.supported().get(0);
        Trial trial = new Trial(subject, spec);
        try (Specimen specimen = Lab.open().compile(trial.graph(), total(spec, false), Precision.FLOAT64)) {
            boolean smooth = new Line(trial, specimen).hasContinuousSlope();
            assertThat(smooth)
                    .as("whether the network is continuously differentiable in x, which it "
                            + (subject.claimsSmooth() ? "claims" : "does not claim") + ", " + spec)
                    .isEqualTo(subject.claimsSmooth());
        }
    }

    /** The network along a straight line in x, at one time and label. */
    private static final class Line {
        private static final int POINTS = 2049;
        private static final double HALF = 4;

        private final Trial trial;
        private final Specimen specimen;
        private final double[] direction;

        Line(Trial trial, Specimen specimen) {
            this.trial = trial;
            this.specimen = specimen;
            this.direction = Trial.numbers(trial.inputs(1), "x");
        }

        /**
         * Bisects the stretch over which the slope changes most, 24 times. Where the slope is continuous its change goes
         * to zero with the stretch; over a jump it stays.
         */
        boolean hasContinuousSlope() {
            double[] s = grid(-HALF, HALF);
            double[] slopes = slopes(s);
            int steepest = steepest(slopes);
            double left = s[steepest];
            double right = s[steepest + 1];
            double first = Math.abs(slopes[steepest + 1] - slopes[steepest]);
            double change = first;
            for (int k = 0; k < 24; k++) {
                double[] three = {left, (left + right) / 2, right};
                double[] at = slopes(three);
                boolean lower = Math.abs(at[1] - at[0]) > Math.abs(at[2] - at[1]);
                change = Math.max(Math.abs(at[1] - at[0]), Math.abs(at[2] - at[1]));
                left = lower ? three[0] : three[1];
                right = lower ? three[1] : three[2];
            }
            return change < 1e-3 * first;
        }

        private static double[] grid(double from, double to) {
            double[] s = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                s[i] = from + (to - from) * i / (POINTS - 1);
            }
            return s;
        }

        private static int steepest(double[] slopes) {
            int best = 0;
            for (int i = 1; i + 1 < slopes.length; i++) {
                if (Math.abs(slopes[i + 1] - slopes[i]) > Math.abs(slopes[best + 1] - slopes[best])) {
                    best = i;
                }
            }
            return best;
        }

        /** Slopes of the sum of the outputs; the line passes 0.3 from the origin in every coordinate. */
        private double[] slopes(double[] s) {
            double[] slopes = new double[s.length];
            Map<String, double[]> values = new LinkedHashMap<>(trial.parameters());
            trial.inputs(1).forEach((name, numbers) -> values.put(name, repeat(numbers, s.length)));
            double[] x = Trial.numbers(values, "x");
            for (int i = 0; i < x.length; i++) {
                x[i] = 0.3 + s[i / direction.length] * direction[i % direction.length];
            }
            Map<String, double[]> gradients =
                    specimen.gradient(Differentiation.TORCH_AUTOGRAD, values, s.length, List.of("x"));
            double[] gradient = Trial.numbers(gradients, "x");
            for (int i = 0; i < x.length; i++) {
                slopes[i / direction.length] += gradient[i] * direction[i % direction.length];
            }
            return slopes;
        }

        private static double[] repeat(double[] row, int times) {
            double[] all = new double[row.length * times];
            for (int i = 0; i < all.length; i++) {
                all[i] = row[i % row.length];
            }
            return all;
        }
    }
}
