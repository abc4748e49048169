package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.test.Lab;
import dev.rheo.api.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Independent N(0, v0) and N(0, v1) in two dimensions: the marginals are N(0, V_t), and the exact potential is quadratic with
 * coefficients that are rational in V_t. The network is that potential times one parameter p, so that the loss is known:
 * L(p) = L(1) + ½ (1 − p)² K with K = ∫ E|∇s|² dt, or ∫ E[|∇s|² + s²] dt, and L(1) = −½ K.
 */
class ActionMatchingTest {
    private static final int ROWS = 40_000;
    private static final double V0 = 1.7;
    private static final double V1 = 0.5;
    private static final double STANDARD_ERRORS = 4;

    /** A bridge that is left out where its ends are, so that the ends of the loss are not 0 and 1. */
    private static final class Cut extends Paths.Straight {
        static final double VARIANCE = 0.6;

        @Override
        public Interval domain() {
            return new Interval(0.1, 0.8);
        }

        @Override
        public double s(double t) {
            return Math.sqrt(VARIANCE * t * (1 - t));
        }

        @Override
        public double ds(double t) {
            return VARIANCE * (1 - 2 * t) / (2 * s(t));
        }
    }

    private static final Cut PATH = new Cut();

    /** V_t = V0 + B t + C t². */
    private static final double B = Cut.VARIANCE - 2 * V0;

    private static final double C = V0 + V1 - Cut.VARIANCE;

    private enum Variant {
        PLAIN(0, false),
        ENTROPIC(0.8, false),
        UNBALANCED(0, true);

        private final double sigma;
        private final boolean unbalanced;

        Variant(double sigma, boolean unbalanced) {
            this.sigma = sigma;
            this.unbalanced = unbalanced;
        }

        ActionMatching objective(Trace trace) {
            return new ActionMatching(new ActionMatching.Config(sigma, unbalanced, trace), PATH);
        }

        /** q of s = q |x|² + constant, from the equation ∂q_t = −∇·(q_t ∇s) (+ (σ²/2) Δ q_t) (+ s q_t). */
        double quadratic(double t) {
            double slope = B + 2 * C * t;
            return unbalanced ? slope / (2 * v(t) * (2 + v(t))) : (slope - sigma * sigma) / (4 * v(t));
        }

        /** K. */
        double energy() {
            return average(t -> {
                double q = quadratic(t);
                double ofGradient = 4 * q * q * 2 * v(t);
                return unbalanced ? ofGradient + q * q * 4 * v(t) * v(t) : ofGradient;
            });
        }
    }

    private static double v(double t) {
        return V0 + B * t + C * t * t;
    }

    /** Over the domain, by the midpoint rule. */
    private static double average(DoubleUnaryOperator f) {
        int n = 1000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += f.applyAsDouble(PATH.domain().from() + PATH.domain().length() * (i + 0.5) / n) / n;
        }
        return sum;
    }

    /** p times the exact potential, with E s = 0 where mass grows; the score's head is 0. */
    private static Graph potential(Variant variant, NetworkSpec spec) {
        NetworkBuilder net = new NetworkBuilder(spec);
        Value t = net.t();
        Value v = net.add(net.add(net.mul(net.square(t), C), net.mul(t, B)), V0);
        Value slope = net.add(net.mul(t, 2 * C), B);
        Value radius = net.sum(net.square(net.x()), 1);
        Value action;
        if (variant.unbalanced) {
            Value quadratic = net.div(slope, net.mul(net.mul(v, net.add(v, 2)), 2));
            action = net.mul(quadratic, net.sub(radius, net.mul(v, 2)));
        } else {
            Value quadratic = net.div(net.add(slope, -variant.sigma * variant.sigma), net.mul(v, 4));
            action = net.mul(quadratic, radius);
        }
        Value p = net.parameter("p", Shape.SCALAR, Init.ONE);
        List<Value> heads = new ArrayList<>(List.of(net.mul(action, p)));
        if (spec.heads().size() > 1) {
            heads.add(net.mul(net.x(), 0));
        }
        return net.build(heads);
    }

    private static TrainingPairs pairs() {
        double[] t = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            t[i] = PATH.domain().from() + PATH.domain().length() * (i + 0.5) / ROWS;
        }
        return Batches.pairs(Batches.normals("source", ROWS, 2, 0, V0), Batches.normals("data", ROWS, 2, 0, V1), t);
    }

    private static double[] rows(Variant variant, ActionMatching objective, double p) {
        NetworkSpec network = NetworkSpec.of(Shape.of(2)).with(objective.heads(Shape.of(2)));
        return Batches.rowLosses(
                objective, network, potential(variant, network), Map.of("p", new double[] {p}), pairs());
    }

    /** n = 40 000, 4 standard errors: false alarms 6e-5, with fixed draws none. The score's head adds E ε² = 1. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void theExactPotentialHasMinusHalfItsEnergyAsLoss(Variant variant) {
        double[] rows = rows(variant, variant.objective(Trace.EXACT), 1);
        double expected = -variant.energy() / 2 + (variant == Variant.ENTROPIC ? 1 : 0);
        assertThat(Batches.mean(rows)).isCloseTo(expected, within(STANDARD_ERRORS * Batches.standardError(rows)));
        assertThat(variant.energy())
                .as("K, against which errors are seen")
                .isGreaterThan(10 * Batches.standardError(rows));
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void anotherPotentialLosesHalfTheEnergyOfTheDifference(Variant variant) {
        double[] exact = rows(variant, variant.objective(Trace.EXACT), 1);
        for (double p : new double[] {0, 0.5, 1.5}) {
            double[] gap = rows(variant, variant.objective(Trace.EXACT), p);
            for (int i = 0; i < ROWS; i++) {
                gap[i] -= exact[i];
            }
            assertThat(Batches.mean(gap))
                    .as("p = " + p)
                    .isCloseTo(
                            (1 - p) * (1 - p) * variant.energy() / 2,
                            within(STANDARD_ERRORS * Batches.standardError(gap)));
        }
    }

    /** Each variant's potential is no minimum of another variant: its gap formula is off by far more than the errors. */
    @Test
    void theVariantsAreToldApart() {
        double[] exact = rows(Variant.PLAIN, Variant.ENTROPIC.objective(Trace.EXACT), 1);
        double[] half = rows(Variant.PLAIN, Variant.ENTROPIC.objective(Trace.EXACT), 0.5);
        for (int i = 0; i < ROWS; i++) {
            half[i] -= exact[i];
        }
        assertThat(Math.abs(Batches.mean(half) - Variant.PLAIN.energy() / 8))
                .isGreaterThan(5 * STANDARD_ERRORS * Batches.standardError(half));
    }

    /** A quadratic potential has the same Laplacian everywhere, of which the probe sees each sign. */
    @Test
    void theHutchinsonLaplacianHasTheSameMean() {
        double[] exact = rows(Variant.ENTROPIC, Variant.ENTROPIC.objective(Trace.EXACT), 1);
        double[] probed = rows(Variant.ENTROPIC, Variant.ENTROPIC.objective(Trace.HUTCHINSON), 1);
        assertThat(Batches.mean(probed)).isCloseTo(Batches.mean(exact), within(1e-9));
    }

    /** ½ t |x|², whose gradient is t x. */
    private static final class Quadratic implements DifferentiableField {
        @Override
        public NDArray at(NDArray x, double t) {
            return x.square().sum(new int[] {1}).muli(t / 2);
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            return new Pullback(at(x, t), x.mul(cotangent.expandDims(1)).muli(t));
        }
    }

    @Test
    void theVelocityIsTheGradientOfThePotential() {
        Dynamics dynamics = Variant.PLAIN.objective(Trace.EXACT).dynamics(head -> new Quadratic());
        try (NDManager manager = Lab.open().arrays()) {
            NDArray x = manager.create(new double[] {1, -2, 3, 0.5}, new ai.djl.ndarray.types.Shape(2, 2));
            assertThat(dynamics.velocity().at(x, 0.5).toDoubleArray()).containsExactly(0.5, -1, 1.5, 0.25);
            assertThat(x.toDoubleArray()).containsExactly(1, -2, 3, 0.5);
        }
    }

    /** drift = velocity + (σ²/2) score, with the score that the second head's noise stands for. */
    @Test
    void theEntropicPotentialIsTheDriftOfItsOwnNoise() {
        DifferentiableField noise = new DifferentiableField() {
            @Override
            public NDArray at(NDArray x, double t) {
                return x.add(t);
            }

            @Override
            public Pullback pullback(NDArray x, double t, NDArray cotangent) {
                throw new AssertionError("the noise is not differentiated");
            }
        };
        Dynamics dynamics = Variant.ENTROPIC
                .objective(Trace.EXACT)
                .dynamics(head -> head.equals("action") ? new Quadratic() : noise);
        try (NDManager manager = Lab.open().arrays()) {
            NDArray x = manager.create(new double[] {1, -2}, new ai.djl.ndarray.types.Shape(1, 2));
            double[] score = dynamics.score().orElseThrow().at(x, 0.5).toDoubleArray();
            double[] velocity = dynamics.velocity().at(x, 0.5).toDoubleArray();
            for (int k = 0; k < 2; k++) {
                double at = k == 0 ? 1 : -2;
                assertThat(score[k]).isCloseTo(-(at + 0.5) / PATH.s(0.5), within(1e-12));
                assertThat(velocity[k] + 0.5 * 0.8 * 0.8 * score[k]).isCloseTo(0.5 * at, within(1e-12));
            }
        }
    }

    @Test
    void oneNumberIsAskedOfTheNetworkAndTheScoreOnlyWhereThereIsNoise() {
        assertThat(Variant.PLAIN.objective(Trace.EXACT).heads(Shape.of(3)))
                .containsExactly(new Head("action", Shape.SCALAR));
        assertThat(Variant.ENTROPIC.objective(Trace.EXACT).heads(Shape.of(3)))
                .containsExactly(new Head("action", Shape.SCALAR), new Head("noise", Shape.of(3)));
    }

    @Test
    void derivativesHaveToBeContinuousAndTimesUniform() {
        ActionMatching.Config plain = new ActionMatching.Config(0, false, Trace.EXACT);
        assertThat(plain.traits().required()).extracting(Demand::trait).containsExactly(TraitNames.NETWORK_SMOOTH);
        assertThat(plain.traits().excluded())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.TIME_DISCRETE, TraitNames.TIME_REWEIGHTED, TraitNames.FIELD_GUIDED);
    }

    @Test
    void onlyTheEntropicModelHasAScore() {
        assertThat(new ActionMatching.Config(0, false, Trace.EXACT).traits().provided())
                .extracting(Provision::trait)
                .containsExactly(TraitNames.DYNAMICS_VELOCITY, TraitNames.DYNAMICS_DIVERGENCE);
        assertThat(new ActionMatching.Config(1, false, Trace.EXACT).traits().provided())
                .extracting(Provision::trait)
                .containsExactly(TraitNames.DYNAMICS_VELOCITY, TraitNames.DYNAMICS_SCORE);
    }
}
