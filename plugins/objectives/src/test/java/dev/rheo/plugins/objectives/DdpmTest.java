package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.test.Lab;
import dev.rheo.api.test.Specimen;
import dev.rheo.api.test.Specimen.Differentiation;
import dev.rheo.plugins.objectives.Ddpm.Variance;
import dev.rheo.plugins.objectives.Ddpm.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DDPM's losses against Ho et al.'s own notation, α_k, β_k and ᾱ_k, computed apart on a path of six steps. */
class DdpmTest {
    private static final Paths.Discrete PATH = new Paths.Discrete();
    private static final int K = Paths.Discrete.STEPS;
    private static final double[] GRID = PATH.gridTimes();

    private static Ddpm ddpm(Variance variance, Weights weights) {
        return new Ddpm(new Ddpm.Config(variance, weights, 0.001), PATH);
    }

    /** ᾱ_k, ᾱ_0 = 1. */
    private static double product(int k) {
        return k == 0 ? 1 : Math.pow(PATH.a(1 - (double) k / K), 2);
    }

    private static double beta(int k) {
        return 1 - product(k) / product(k - 1);
    }

    /** β̃_k. */
    private static double posterior(int k) {
        return beta(k) * (1 - product(k - 1)) / (1 - product(k));
    }

    @Test
    void theStepsOfAVariancePreservingPathAreHosBetas() {
        AncestralSteps steps = AncestralSteps.of(PATH);
        assertThat(steps.count()).isEqualTo(K);
        for (int k = K; k >= 1; k--) {
            AncestralSteps.Terms step = steps.at(1 - (double) k / K);
            double shift = beta(k) * beta(k) / ((1 - beta(k)) * (1 - product(k)));
            assertThat(step.logLarge()).as("ln β_" + k).isCloseTo(Math.log(beta(k)), within(1e-9));
            assertThat(step.smallest()).as("β̃_" + k).isCloseTo(posterior(k), within(1e-12));
            assertThat(step.shift()).as("shift " + k).isCloseTo(shift, within(1e-9 * shift));
        }
        assertThat(steps.at(1 - 1.0 / K).logSmall()).isCloseTo(Math.log(posterior(2)), within(1e-9));
    }

    /** Eq. 4.1: β²/(2 v α (1 − ᾱ)), times K since one step of K is drawn. */
    @Test
    void theWeightsOfTheBoundAreHos() {
        for (int k = K; k >= 2; k--) {
            double t = 1 - (double) k / K;
            double large = K * beta(k) / (2 * (1 - beta(k)) * (1 - product(k)));
            double small = K * beta(k) / (2 * (1 - beta(k)) * (1 - product(k - 1)));
            assertThat(ddpm(Variance.FIXED_LARGE, Weights.ELBO).weight(t)).isCloseTo(large, within(1e-9 * large));
            assertThat(ddpm(Variance.FIXED_SMALL, Weights.ELBO).weight(t)).isCloseTo(small, within(1e-9 * small));
        }
        assertThat(ddpm(Variance.FIXED_SMALL, Weights.SIMPLE).weight(0.5)).isEqualTo(1);
    }

    /** A network that returns ½ for the noise and h for the variance. */
    private static double loss(Ddpm objective, double h, double[] t) {
        Trial trial = Trial.of(objective, 2, 1, t);
        NetworkBuilder net = new NetworkBuilder(trial.spec());
        Graph network = net.build(List.of(net.add(net.mul(net.x(), 0), 0.5), net.add(net.mul(net.x(), 0), h)));
        return trial.loss(network, Map.of());
    }

    /**
     * O6: the mean over the steps, times K, is Σ KL(q(x_{k−1} | x_k, x) ‖ N(μ_θ, v)) − log N(x; μ_θ, v_1), with both
     * Gaussians written out from states and data.
     */
    @Test
    void theLearnedBoundIsTheDivergenceBetweenTheGaussiansThatItIsMadeOf() {
        double h = 0.3;
        Trial trial = Trial.of(ddpm(Variance.LEARNED, Weights.ELBO), 2, 1, GRID);
        double[] x = trial.input("xt");
        float[] data = Trial.pairs(2, 1, GRID).data().values();
        double sum = 0;
        for (int i = 0; i < K; i++) {
            int k = K - i;
            double v = Math.exp(
                    0.5 * (1 + h) * Math.log(beta(k)) + 0.5 * (1 - h) * Math.log(k == 1 ? posterior(2) : posterior(k)));
            for (int j = 0; j < 2; j++) {
                double state = x[2 * i + j];
                double mean = (state - beta(k) / Math.sqrt(1 - product(k)) * 0.5) / Math.sqrt(1 - beta(k));
                double posteriorMean = (Math.sqrt(product(k - 1)) * beta(k) * data[2 * i + j]
                                + Math.sqrt(1 - beta(k)) * (1 - product(k - 1)) * state)
                        / (1 - product(k));
                double square = Math.pow(posteriorMean - mean, 2);
                sum += k == 1
                        ? 0.5 * (Math.log(2 * Math.PI * v) + square / v)
                        : 0.5 * (Math.log(v / posterior(k)) + (posterior(k) + square) / v - 1);
            }
        }
        assertThat(loss(ddpm(Variance.LEARNED, Weights.ELBO), h, GRID)).isCloseTo(sum / 2, within(1e-4 * sum));
    }

    @Test
    void theHybridLossIsTheSimpleOnePlusLambdaTimesTheBound() {
        double bound = loss(ddpm(Variance.LEARNED, Weights.ELBO), -0.4, GRID);
        double hybrid = loss(ddpm(Variance.LEARNED, Weights.SIMPLE), -0.4, GRID);
        double simple = 0;
        for (double target :
                Trial.of(ddpm(Variance.LEARNED, Weights.SIMPLE), 2, 1, GRID).input("target")) {
            simple += (0.5 - target) * (0.5 - target) / (2 * K);
        }
        assertThat(hybrid).isCloseTo(simple + 0.001 * bound, within(1e-9));
    }

    /** The mean's gradient is that of L_simple alone; the variance's head has its own from the bound. */
    @Test
    void noGradientGoesFromTheBoundToTheMean() {
        Trial hybrid = Trial.of(ddpm(Variance.LEARNED, Weights.SIMPLE), 2, 1, GRID);
        Graph network = hybrid.smallNetwork();
        Map<String, double[]> values = hybrid.with(Trial.parameters(network));
        double[] target = hybrid.input("target");
        try (Specimen loss = hybrid.compile(network);
                Specimen heads = Lab.open().compile(network, Lab.Precision.FLOAT64)) {
            Map<String, double[]> gradient =
                    loss.gradient(Differentiation.OWN, values, K, List.of("out.bias", "variance.bias"));
            Map<String, double[]> states = new LinkedHashMap<>(values);
            states.put("x", hybrid.input("xt"));
            double[] out = heads.run(states, K).get(0);
            for (int j = 0; j < 2; j++) {
                double simple = 0;
                for (int i = 0; i < K; i++) {
                    simple += 2 * (out[2 * i + j] - target[2 * i + j]) / (2 * K);
                }
                assertThat(of(gradient, "out.bias")[j]).isCloseTo(simple, within(1e-9));
            }
            assertThat(of(gradient, "variance.bias"))
                    .containsExactly(loss.finiteDifferences(values, K, "variance.bias", 1e-5), within(1e-7));
            assertThat(Arrays.stream(of(gradient, "variance.bias"))
                            .map(Math::abs)
                            .min()
                            .orElseThrow())
                    .isGreaterThan(1e-6);
        }
    }

    private static double[] of(Map<String, double[]> gradient, String name) {
        return gradient.getOrDefault(name, new double[0]);
    }

    @Test
    void aLearnedVarianceIsASecondHead() {
        Shape sample = Shape.of(3);
        assertThat(ddpm(Variance.LEARNED, Weights.SIMPLE).heads(sample))
                .containsExactly(new Head("out", sample), new Head("variance", sample));
        assertThat(ddpm(Variance.FIXED_LARGE, Weights.SIMPLE).heads(sample)).containsExactly(new Head("out", sample));
    }

    @Test
    void theModelSaysWhichVarianceItsStepsHave() {
        Field one = (x, t) -> x.onesLike();
        try (NDManager manager = Lab.open().arrays()) {
            NDArray x = manager.create(new double[] {1, 2});
            for (Variance variance : Variance.values()) {
                Dynamics dynamics = ddpm(variance, Weights.SIMPLE)
                        .dynamics(head -> head.equals("variance")
                                ? (state, t) -> state.mul(0).add(0.5)
                                : one);
                double expected =
                        switch (variance) {
                            case FIXED_SMALL -> 0;
                            case FIXED_LARGE -> 1;
                            case LEARNED -> 0.75;
                        };
                assertThat(dynamics.varianceShare().orElseThrow().at(x, 0.5).toDoubleArray())
                        .as(variance.name())
                        .containsExactly(expected, expected);
            }
        }
    }

    /** A network far from what it was trained on says anything; exp of it would be infinite noise. */
    @Test
    void aLearnedVarianceNeverLeavesTheTwoItLiesBetween() {
        try (NDManager manager = Lab.open().arrays()) {
            NDArray x = manager.create(new double[] {-1e5, 1e5});
            Field share = ddpm(Variance.LEARNED, Weights.SIMPLE)
                    .dynamics(head -> (state, t) -> state.mul(1))
                    .varianceShare()
                    .orElseThrow();
            assertThat(share.at(x, 0.5).toDoubleArray()).containsExactly(0, 1);
        }
    }

    @Test
    void theBoundIsRefusedOnPathsWithoutSteps() {
        assertThat(new Ddpm.Config(Variance.LEARNED, Weights.SIMPLE, 1).traits().required())
                .extracting(Demand::trait)
                .contains(TraitNames.TIME_DISCRETE);
        assertThat(new Ddpm.Config(Variance.FIXED_SMALL, Weights.ELBO, 1)
                        .traits()
                        .required())
                .extracting(Demand::trait)
                .contains(TraitNames.TIME_DISCRETE);
        assertThat(new Ddpm.Config(Variance.FIXED_SMALL, Weights.SIMPLE, 1)
                        .traits()
                        .required())
                .extracting(Demand::trait)
                .doesNotContain(TraitNames.TIME_DISCRETE);
    }

    /**
     * With the exact noise of N(0, v) data the bound is least at the true variance of the reverse step, β̃ + shift · Var(ε|x).
     * n = 40 000 numbers: their mean square is known to 0.7 %, so 5 % away on either side the loss is larger.
     */
    @Test
    void theBestVarianceIsTheTrueOneOfTheReverseStep() {
        double data = 2;
        double t = GRID[3];
        double total = data * PATH.a(t) * PATH.a(t) + PATH.s(t) * PATH.s(t);
        AncestralSteps.Terms step = AncestralSteps.of(PATH).at(t);
        double best = step.smallest() + step.shift() * (1 - PATH.s(t) * PATH.s(t) / total);
        Trial trial = Trial.of(ddpm(Variance.LEARNED, Weights.ELBO), 1, data, Trial.all(40_000, t));
        double[] losses = new double[3];
        for (int i = 0; i < 3; i++) {
            double variance = best * (0.95 + 0.05 * i);
            double h = 2 * (Math.log(variance) - step.logSmall()) / (step.logLarge() - step.logSmall()) - 1;
            NetworkBuilder net = new NetworkBuilder(trial.spec());
            Graph network = net.build(List.of(net.mul(net.x(), PATH.s(t) / total), net.add(net.mul(net.x(), 0), h)));
            losses[i] = trial.loss(network, Map.of());
        }
        assertThat(losses[1]).isLessThan(losses[0]).isLessThan(losses[2]);
    }
}
