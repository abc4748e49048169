package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields whose flow is known: dx/dt = A x + c t in two dimensions. */
class CnfTest {
    private static final int ROWS = 500;
    private static final double[][] A = {{0.4, -0.9}, {0.3, 0.2}};
    private static final double[] STILL = {0, 0};
    private static final double TRACE = 0.6;
    private static final double SQUARED_NORM = 0.16 + 0.81 + 0.09 + 0.04;
    private static final NetworkSpec SPEC = NetworkSpec.of(Shape.of(2));
    private static final Points DATA = Batches.normals("data", ROWS, 2, 0.3, 1.2);

    private static Cnf.Config config(UnrolledMethod method, int steps, Trace trace, double kinetic, double jacobian) {
        return new Cnf.Config(method, steps, trace, kinetic, jacobian);
    }

    private static double[] losses(Cnf.Config config, double[][] a, double[] c) {
        NetworkBuilder net = new NetworkBuilder(SPEC);
        Value push = net.mul(net.unsqueeze(net.t(), 1), net.constant(Shape.of(2), c));
        Graph field = net.build(List.of(net.add(net.linear("out", net.x(), 2), push)));
        Map<String, double[]> parameters =
                Map.of("out.weight", new double[] {a[0][0], a[0][1], a[1][0], a[1][1]}, "out.bias", new double[2]);
        return Batches.rowLosses(
                new Cnf(config, new Paths.Trigonometric()),
                SPEC,
                field,
                parameters,
                Batches.pairs(DATA, DATA, new double[ROWS]));
    }

    /** −log N(x0; 0, I) + tr A. */
    private static double expected(double x, double y, double trace) {
        return 0.5 * (x * x + y * y) + Math.log(2 * Math.PI) + trace;
    }

    /** e^{−A} by its series. */
    private static double[][] inverseFlow() {
        double[][] sum = {{1, 0}, {0, 1}};
        double[][] term = {{1, 0}, {0, 1}};
        for (int k = 1; k < 30; k++) {
            double[][] next = new double[2][2];
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    next[i][j] = -(term[i][0] * A[0][j] + term[i][1] * A[1][j]) / k;
                    sum[i][j] += next[i][j];
                }
            }
            term = next;
        }
        return sum;
    }

    /** log p(x) = log N(e^{−A} x) − tr A; the methods' errors with 40 steps are below their tolerance. */
    @ParameterizedTest
    @EnumSource(UnrolledMethod.class)
    void theLossIsTheNegativeLogLikelihoodOfALinearFlow(UnrolledMethod method) {
        double tolerance =
                switch (method) {
                    case EULER -> 0.2;
                    case MIDPOINT -> 2e-3;
                    case RK4 -> 1e-6;
                };
        double[] losses = losses(config(method, 40, Trace.EXACT, 0, 0), A, STILL);
        double[][] back = inverseFlow();
        for (int i = 0; i < ROWS; i++) {
            double x = DATA.values()[2 * i];
            double y = DATA.values()[2 * i + 1];
            double expected = expected(back[0][0] * x + back[0][1] * y, back[1][0] * x + back[1][1] * y, TRACE);
            assertThat(losses[i]).as("row " + i).isCloseTo(expected, within(tolerance * (1 + x * x + y * y)));
        }
    }

    /** dx/dt = x + c t: x(0) = x(1)/e − c (1 − 2/e). Followed from t = 0 it would be x(1)/e − c/e. */
    @Test
    void timeRunsFromTheDatumToTheSource() {
        double[] losses = losses(
                config(UnrolledMethod.RK4, 20, Trace.EXACT, 0, 0), new double[][] {{1, 0}, {0, 1}}, new double[] {2, -1
                });
        double push = 1 - 2 / Math.E;
        for (int i = 0; i < ROWS; i++) {
            double x = DATA.values()[2 * i] / Math.E - 2 * push;
            double y = DATA.values()[2 * i + 1] / Math.E + push;
            assertThat(losses[i]).as("row " + i).isCloseTo(expected(x, y, 2), within(1e-5));
        }
    }

    /** vᵀAv = tr A ± (a12 + a21), by the sign of v1 v2: n = 500 rows, 4 standard errors. */
    @Test
    void theHutchinsonTraceHasTheRightMeanAndItsOwnNoise() {
        double[] exact = losses(config(UnrolledMethod.RK4, 2, Trace.EXACT, 0, 0), A, STILL);
        double[] probed = losses(config(UnrolledMethod.RK4, 2, Trace.HUTCHINSON, 0, 0), A, STILL);
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double difference = probed[i] - exact[i];
            assertThat(Math.abs(difference)).as("row " + i).isCloseTo(0.6, within(1e-9));
            sum += difference / ROWS;
        }
        assertThat(sum).isCloseTo(0, within(4 * 0.6 / Math.sqrt(ROWS)));
    }

    /** At A = 0, c = (2, −1): ∫ |c t|² dt = 5/3. */
    @Test
    void theKineticEnergyIsAdded() {
        double[] push = {2, -1};
        double[][] none = new double[2][2];
        double[] plain = losses(config(UnrolledMethod.RK4, 1, Trace.EXACT, 0, 0), none, push);
        double[] regularised = losses(config(UnrolledMethod.RK4, 1, Trace.EXACT, 0.1, 0), none, push);
        for (int i = 0; i < ROWS; i++) {
            assertThat(regularised[i] - plain[i]).isCloseTo(0.1 * 5 / 3, within(1e-9));
        }
    }

    /** |A|², of which a probe sees |vᵀA|² = |A|² ± 2 (a11 a21 + a12 a22). */
    @ParameterizedTest
    @EnumSource(Trace.class)
    void theSquaredJacobianIsAdded(Trace trace) {
        double[] plain = losses(config(UnrolledMethod.RK4, 2, trace, 0, 0), A, STILL);
        double[] regularised = losses(config(UnrolledMethod.RK4, 2, trace, 0, 0.1), A, STILL);
        double correlated = 2 * (A[0][0] * A[1][0] + A[0][1] * A[1][1]);
        for (int i = 0; i < ROWS; i++) {
            double added = (regularised[i] - plain[i]) / 0.1;
            if (trace == Trace.EXACT) {
                assertThat(added).isCloseTo(SQUARED_NORM, within(1e-9));
            } else {
                assertThat(Math.abs(added - SQUARED_NORM)).isCloseTo(Math.abs(correlated), within(1e-9));
            }
        }
    }

    @Test
    void theSourceHasToBeNormalAndTheNetworkSmooth() {
        assertThat(config(UnrolledMethod.MIDPOINT, 8, Trace.EXACT, 0, 0)
                        .traits()
                        .required())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.SOURCE_GAUSSIAN, TraitNames.NETWORK_SMOOTH);
    }
}
