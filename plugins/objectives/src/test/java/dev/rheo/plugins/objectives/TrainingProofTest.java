package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import dev.rheo.plugins.objectives.ByParts.Form;
import dev.rheo.plugins.objectives.ByParts.Lambda;
import dev.rheo.plugins.objectives.ByParts.Predict;
import dev.rheo.plugins.objectives.ByParts.Probe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A linear network trained by gradient descent on N(0, 2 I) in the plane learns the score −x/V of the marginal at t = 0.4,
 * V = 2 a² + s². n = 8192 rows: each entry of the matrix has a standard error of about 1/(V √n) = 0.01, five are allowed; the
 * objectives that see no target, or a random slice, have about twice that.
 */
class TrainingProofTest {
    private static final GaussianPath PATH = new Paths.Trigonometric();
    private static final double T = 0.4;
    private static final int ROWS = 8192;
    private static final int STEPS = 80;
    private static final Form FORM = new Form(Predict.SCORE, Lambda.UNIFORM);
    private static final double VARIANCE = 2 * PATH.a(T) * PATH.a(T) + PATH.s(T) * PATH.s(T);

    private static double[] learned(Objective objective, double rate) {
        Trial trial = Trial.of(objective, 2, 2, Trial.all(ROWS, T));
        NetworkBuilder net = new NetworkBuilder(trial.spec());
        Graph network = net.build(List.of(net.linear("out", net.x(), 2)));
        double[] weight = new double[4];
        Map<String, double[]> parameters = new HashMap<>(Map.of("out.weight", weight, "out.bias", new double[2]));
        try (Specimen loss = trial.compile(network)) {
            for (int step = 0; step < STEPS; step++) {
                double[] gradient = loss.gradient(
                                Differentiation.OWN, trial.with(parameters), ROWS, List.of("out.weight"))
                        .getOrDefault("out.weight", new double[0]);
                for (int i = 0; i < gradient.length; i++) {
                    weight[i] -= rate * gradient[i];
                }
            }
        }
        return weight;
    }

    private static void isTheScore(double[] weight, double error) {
        double expected = -1 / VARIANCE;
        assertThat(weight).containsExactly(new double[] {expected, 0, 0, expected}, within(error));
    }

    @Test
    void denoisingScoreMatchingLearnsTheScore() {
        isTheScore(
                learned(
                        new ScoreMatching(
                                new ScoreMatching.Config(ScoreMatching.Predict.SCORE, ScoreMatching.Lambda.UNIFORM, 2),
                                PATH),
                        0.5 / VARIANCE),
                0.05);
    }

    @Test
    void implicitScoreMatchingLearnsTheScore() {
        isTheScore(
                learned(
                        new ImplicitScoreMatching(
                                new ImplicitScoreMatching.Config(FORM, Trace.EXACT, Probe.RADEMACHER, 1), PATH),
                        1 / VARIANCE),
                0.1);
    }

    @Test
    void slicedScoreMatchingLearnsTheScore() {
        isTheScore(
                learned(
                        new SlicedScoreMatching(new SlicedScoreMatching.Config(FORM, true, Probe.RADEMACHER, 1), PATH),
                        1 / VARIANCE),
                0.1);
        isTheScore(
                learned(
                        new SlicedScoreMatching(new SlicedScoreMatching.Config(FORM, false, Probe.RADEMACHER, 2), PATH),
                        1 / VARIANCE),
                0.1);
    }
}
