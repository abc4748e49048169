package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.plugins.objectives.Sf2m.Estimate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Independent N(m0, v0) and N(m1, v1) on the Brownian bridge at one time: velocity and score of the marginal are linear, so
 * that a network of two linear heads can be exactly right.
 */
class Sf2mTest {
    private static final int ROWS = 100_000;
    private static final double T = 0.3;
    private static final double M0 = -0.5;
    private static final double V0 = 1.7;
    private static final double M1 = 0.6;
    private static final double V1 = 0.5;
    private static final Paths.Bridge PATH = new Paths.Bridge();
    private static final double SQUARED_DIFFUSIVITY = 0.25;

    private static final double MEAN = PATH.a(T) * M1 + PATH.b(T) * M0;
    private static final double VARIANCE =
            PATH.a(T) * PATH.a(T) * V1 + PATH.b(T) * PATH.b(T) * V0 + PATH.s(T) * PATH.s(T);
    private static final double COVARIANCE = PATH.a(T) * V1 - PATH.b(T) * V0 + PATH.s(T) * PATH.ds(T);

    private static Sf2m objective(Estimate estimate) {
        return new Sf2m(new Sf2m.Config(estimate, 1), PATH);
    }

    /** The exact velocity, and the exact score times {@code factor} as second head. */
    private static Map<String, double[]> exact(double factor) {
        double slope = COVARIANCE / VARIANCE;
        Map<String, double[]> heads = new HashMap<>();
        heads.put("velocity.weight", new double[] {slope});
        heads.put("velocity.bias", new double[] {M1 - M0 - slope * MEAN});
        heads.put("score.weight", new double[] {-factor / VARIANCE});
        heads.put("score.bias", new double[] {factor * MEAN / VARIANCE});
        return heads;
    }

    /** What the score has to be multiplied by to be what the head estimates. */
    private static double factor(Estimate estimate) {
        return estimate == Estimate.DRIFT ? SQUARED_DIFFUSIVITY / 2 : -PATH.s(T);
    }

    private static double loss(Estimate estimate, Map<String, double[]> heads) {
        Sf2m objective = objective(estimate);
        NetworkSpec network = NetworkSpec.of(Shape.of(1)).with(objective.heads(Shape.of(1)));
        NetworkBuilder net = new NetworkBuilder(network);
        Graph linear = net.build(List.of(net.linear("velocity", net.x(), 1), net.linear("score", net.x(), 1)));
        double[] t = new double[ROWS];
        Arrays.fill(t, T);
        Map<String, double[]> values = new HashMap<>(heads);
        values.putAll(Batches.written(
                objective,
                Batches.pairs(
                        Batches.normals("source", ROWS, 1, M0, V0), Batches.normals("data", ROWS, 1, M1, V1), t)));
        Graph loss = Batches.loss(objective, new TrainingSpec(network, false));
        try (Specimen specimen = Lab.open().compile(linear, loss, Lab.Precision.FLOAT64)) {
            return specimen.run(values, ROWS).get(0)[0];
        }
    }

    /**
     * Var(u_t | x_t) + Var(ε | x_t) = 3.23 (n = 100 000; each row's loss has a standard deviation of about 4.2, four standard
     * errors are 0.053).
     */
    @ParameterizedTest
    @EnumSource(Estimate.class)
    void theExactFieldsHaveTheIrreducibleLoss(Estimate estimate) {
        double ofVelocity = V0 + V1 + PATH.ds(T) * PATH.ds(T) - COVARIANCE * COVARIANCE / VARIANCE;
        double ofNoise = 1 - PATH.s(T) * PATH.s(T) / VARIANCE;
        assertThat(loss(estimate, exact(factor(estimate)))).isCloseTo(ofVelocity + ofNoise, within(0.053));
    }

    @ParameterizedTest
    @EnumSource(Estimate.class)
    void anyOtherFieldHasALargerLoss(Estimate estimate) {
        double least = loss(estimate, exact(factor(estimate)));
        for (String parameter : List.of("velocity.weight", "velocity.bias", "score.weight", "score.bias")) {
            for (double change : new double[] {-0.2, 0.2}) {
                Map<String, double[]> moved = exact(factor(estimate));
                moved.merge(parameter, new double[] {change}, (was, by) -> new double[] {was[0] + by[0]});
                assertThat(loss(estimate, moved)).as(parameter + " " + change).isGreaterThan(least);
            }
        }
    }

    /** A head that is right but for the factor ½ of (g²/2) ∇ log p, or that is the score itself, is not a minimum. */
    @Test
    void aDriftOfAnotherScaleIsNotTheMinimum() {
        double least = loss(Estimate.DRIFT, exact(factor(Estimate.DRIFT)));
        assertThat(loss(Estimate.DRIFT, exact(SQUARED_DIFFUSIVITY))).isGreaterThan(least + 0.02);
        assertThat(loss(Estimate.DRIFT, exact(1))).isGreaterThan(least + 1);
    }

    /** The weights λ make every time's target as large as the others. */
    @Test
    void theScoresTargetHasVarianceOneAtAllTimes() {
        double[] t = {0.01, 0.2, 0.5, 0.9, 0.99};
        Map<String, double[]> batch = Batches.written(
                objective(Estimate.DRIFT),
                Batches.pairs(
                        Batches.normals("source", t.length, 1, M0, V0),
                        Batches.normals("data", t.length, 1, M1, V1),
                        t));
        for (int i = 0; i < t.length; i++) {
            assertThat(batch.get("lambda")[i])
                    .as("t = " + t[i])
                    .isCloseTo(2 * Math.sqrt(t[i] * (1 - t[i])) / 0.5, within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(Estimate.class)
    void theSecondHeadIsReadAsTheScore(Estimate estimate) {
        Map<String, double[]> heads = exact(factor(estimate));
        Dynamics dynamics = objective(estimate).dynamics(head -> linear(heads, head));
        double[] states = {-1, 0.25, 2};
        try (NDManager manager = Lab.open().arrays()) {
            NDArray x = manager.create(states);
            double[] score = dynamics.score().orElseThrow().at(x, T).toDoubleArray();
            double[] velocity = dynamics.velocity().at(x, T).toDoubleArray();
            for (int i = 0; i < states.length; i++) {
                assertThat(score[i]).isCloseTo(-(states[i] - MEAN) / VARIANCE, within(1e-12));
                assertThat(velocity[i]).isCloseTo(M1 - M0 + COVARIANCE / VARIANCE * (states[i] - MEAN), within(1e-12));
            }
            assertThat(x.toDoubleArray()).containsExactly(states);
        }
    }

    private static Field linear(Map<String, double[]> heads, String head) {
        return (x, t) -> x.mul(heads.get(head + ".weight")[0]).addi(heads.get(head + ".bias")[0]);
    }

    @Test
    void theDriftNeedsABridgeAndTheNoiseAnyPathWithNoise() {
        assertThat(new Sf2m.Config(Estimate.DRIFT, 1).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_NOISE, TraitNames.PATH_GAUSSIAN, TraitNames.PATH_BRIDGE);
        assertThat(new Sf2m.Config(Estimate.NOISE, 1).traits().required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.PATH_NOISE, TraitNames.PATH_GAUSSIAN);
    }

    @Test
    void theModelGivesVelocityAndScoreWhateverTheCoupling() {
        assertThat(new Sf2m.Config(Estimate.DRIFT, 1).traits().provided())
                .allMatch(provision -> provision.conditions().isEmpty())
                .extracting(Provision::trait)
                .contains(TraitNames.DYNAMICS_VELOCITY, TraitNames.DYNAMICS_SCORE);
    }
}
