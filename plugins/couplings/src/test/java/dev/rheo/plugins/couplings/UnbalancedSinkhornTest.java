package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.couplings.SinkhornCoupling.Pairs;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UnbalancedSinkhornTest {
    private final EntropicSolver solver = new EntropicSolver();
    private final RandomGenerator random = new RandomStreams(1).at("test", 0).generator(0);

    @Test
    void matchesTheExampleOfPot() {
        double[] plan = plan(TestBatches.costs(2, 0, 1, 1, 0), 1, 1, 1e-12);

        assertThat(plan).containsExactly(new double[] {.3220536, .1184769, .1184769, .3220536}, within(5e-8));
    }

    @Test
    void agreesWithPlainIterations() {
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(25, 2, 2));
        for (double penalty : new double[] {0.1, 1, 10}) {
            assertThat(plan(cost, 0.5, penalty, 1e-12))
                    .containsExactly(plainIterations(cost, 0.5, penalty), within(1e-9));
        }
    }

    /** u = (a / Kv)^(ρ/(ρ+λ)) and v by turns, with K = exp(−C/λ) a b (Chizat et al. 2018). */
    private static double[] plainIterations(CostMatrix cost, double lambda, double penalty) {
        int n = cost.rows();
        double power = penalty / (penalty + lambda);
        double[] u = new double[n];
        double[] v = new double[n];
        Arrays.fill(v, 1);
        double[] kernel = new double[n * n];
        Arrays.setAll(kernel, k -> Math.exp(-cost.values()[k] / lambda) / (n * n));
        for (int sweep = 0; sweep < 20_000; sweep++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += kernel[i * n + j] * v[j];
                }
                u[i] = Math.pow(1 / (n * sum), power);
            }
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += kernel[i * n + j] * u[i];
                }
                v[j] = Math.pow(1 / (n * sum), power);
            }
        }
        double[] plan = new double[n * n];
        Arrays.setAll(plan, k -> u[k / n] * kernel[k] * v[k % n]);
        return plan;
    }

    @Test
    void becomesTheBalancedPlanAsThePenaltyGrows() {
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(20, 2, 3));
        double[] balanced = plan(cost, 0.5, Double.POSITIVE_INFINITY, 1e-10);

        assertThat(plan(cost, 0.5, 1e8, 1e-10)).containsExactly(balanced, within(1e-8));
    }

    @Test
    void convergesWherePlainIterationsUnderflow() {
        for (double lambda : new double[] {0.5, 0.02, 1e-3}) {
            for (double penalty : new double[] {0.5, 50}) {
                CostMatrix cost = TestBatches.costs(TestBatches.eightGaussiansToMoons(256, 1));
                SparseKernel kernel = solver.solve(cost, lambda, penalty, 1e-6, 1000);
                assertThat(kernel.plan().total()).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void leavesAnOutlierAside() {
        CouplingBatch batch = TestBatches.gaussians(64, 2, 4);
        batch.target().values()[0] = 100;
        Pairing pairs = coupling(2, Pairs.ROW_CONDITIONAL).pair(batch, random);

        double weight = 0;
        for (int k = 0; k < 64; k++) {
            weight += pairs.target()[k] == 0 ? pairs.weight(k) : 0;
        }
        assertThat(weight).isLessThan(1e-6);
        assertThat(Arrays.stream(pairs.weights()).sum() / 64).isBetween(0.5, 1.0);
    }

    @Test
    void saysThatNothingIsWorthMoving() {
        CouplingBatch batch = TestBatches.gaussians(8, 2, 4);
        for (int k = 0; k < 16; k++) {
            batch.target().values()[k] += 1000;
        }
        assertThatThrownBy(() -> coupling(1, Pairs.ROW_CONDITIONAL).pair(batch, random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("coupling.marginalPenalty");
    }

    /** Weighted, both ways of drawing estimate the same plan: its mean cost, within five standard errors of 400 batches. */
    @Test
    void bothWaysOfDrawingStandForThePlan() {
        CouplingBatch batch = TestBatches.gaussians(16, 2, 5);
        CostMatrix cost = TestBatches.costs(batch);
        double[] plan = plan(cost, 0.5, 1, 1e-10);
        double expected = 0;
        for (int k = 0; k < plan.length; k++) {
            expected += plan[k] * cost.values()[k];
        }
        for (Pairs way : Pairs.values()) {
            double sum = 0;
            double squares = 0;
            for (int draw = 0; draw < 400; draw++) {
                Pairing pairs = coupling(1, way).pair(batch, random);
                double mean = 0;
                for (int k = 0; k < 16; k++) {
                    mean += pairs.weight(k) * cost.values()[pairs.source()[k] * 16 + pairs.target()[k]] / 16;
                }
                sum += mean / 400;
                squares += mean * mean / 400;
            }
            double error = Math.sqrt((squares - sum * sum) / 400);
            assertThat(sum).as("%s", way).isCloseTo(expected, within(5 * error));
        }
    }

    private static UnbalancedSinkhornCoupling coupling(double penalty, Pairs pairs) {
        return new UnbalancedSinkhornCoupling(
                new UnbalancedSinkhornCoupling.Config(0.5, penalty, 1e-9, 1000, pairs, Transport.USUAL));
    }

    private double[] plan(CostMatrix cost, double lambda, double penalty, double tolerance) {
        TransportPlan plan =
                solver.solve(cost, lambda, penalty, tolerance, 1000).plan();
        double[] masses = new double[cost.rows() * cost.columns()];
        for (int k = 0; k < plan.size(); k++) {
            masses[plan.row()[k] * cost.columns() + plan.column()[k]] = plan.mass()[k];
        }
        return masses;
    }
}
