package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.Normal;
import dev.rheo.api.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EntropicSolverTest {
    private final EntropicSolver solver = new EntropicSolver();

    @Test
    void matchesTheExampleOfPot() {
        double[] plan = plan(TestBatches.costs(2, 0, 1, 1, 0), 1, 1e-12);

        assertThat(plan).containsExactly(new double[] {.36552929, .13447071, .13447071, .36552929}, within(5e-9));
    }

    @Test
    void hasTheFormOfAnEntropicPlan() {
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(40, 3, 1));
        double lambda = 1.5;
        double[] plan = plan(cost, lambda, 1e-13);

        // P = a b exp((f + g − C)/λ): log P + C/λ is a sum of a row's and a column's number.
        for (int i = 1; i < 40; i++) {
            for (int j = 1; j < 40; j++) {
                double mixed = potential(cost, plan, lambda, i, j)
                        - potential(cost, plan, lambda, i, 0)
                        - potential(cost, plan, lambda, 0, j)
                        + potential(cost, plan, lambda, 0, 0);
                assertThat(mixed).isCloseTo(0, within(1e-6));
            }
        }
    }

    private static double potential(CostMatrix cost, double[] plan, double lambda, int i, int j) {
        return lambda * Math.log(plan[i * 40 + j]) + cost.values()[i * 40 + j];
    }

    @Test
    void agreesWithPlainSinkhornIterations() {
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(25, 2, 2));
        double lambda = 0.8;
        double[] plan = plan(cost, lambda, 1e-12);
        double[] reference = plainSinkhorn(cost, lambda, 20000);

        assertThat(plan).containsExactly(reference, within(1e-10));
    }

    /** u and v by turns, in the log domain, until nothing moves. */
    private static double[] plainSinkhorn(CostMatrix cost, double lambda, int sweeps) {
        int n = cost.rows();
        double[] f = new double[n];
        double[] g = new double[n];
        for (int sweep = 0; sweep < sweeps; sweep++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp((g[j] - cost.values()[i * n + j]) / lambda) / n;
                }
                f[i] = -lambda * Math.log(sum);
            }
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += Math.exp((f[i] - cost.values()[i * n + j]) / lambda) / n;
                }
                g[j] = -lambda * Math.log(sum);
            }
        }
        double[] plan = new double[n * n];
        for (int k = 0; k < n * n; k++) {
            plan[k] = Math.exp((f[k / n] + g[k % n] - cost.values()[k]) / lambda) / (n * n);
        }
        return plan;
    }

    @Test
    void convergesWherePlainSinkhornUnderflows() {
        for (double lambda : new double[] {2, 0.5, 0.05, 0.02, 1e-3, 1e-4}) {
            for (int seed = 0; seed < 3; seed++) {
                converges(TestBatches.costs(TestBatches.eightGaussiansToMoons(256, seed)), lambda);
            }
        }
        for (double lambda : new double[] {0.05, 1e-3}) {
            converges(TestBatches.costs(TestBatches.gaussians(128, 784, 1)), lambda);
        }
    }

    private void converges(CostMatrix cost, double lambda) {
        SparseKernel kernel = solver.solve(cost, lambda, 1e-6, 1000);
        assertThat(kernel.error()).as("L1 marginal error at λ = %s", lambda).isLessThanOrEqualTo(1e-6);
    }

    @Test
    void convergesOnAwkwardCosts() {
        for (double lambda : new double[] {1e-6, 1, 1e6}) {
            for (int n : new int[] {1, 2, 7}) {
                assertMarginals(plan(TestBatches.costs(n, new double[n * n]), lambda, 1e-9), n, 1e-15);
            }
            CouplingBatch batch = TestBatches.gaussians(60, 2, 5);
            CostMatrix identical = new CostMatrix();
            identical.fill(batch.source(), batch.source());
            assertMarginals(plan(identical, lambda, 1e-6), 60, 1e-15);
        }
    }

    @Test
    void roundedPlansHaveExactMarginals() {
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(50, 2, 6));

        assertMarginals(plan(cost, 0.3, 0.01), 50, 1e-15);
    }

    private static void assertMarginals(double[] plan, int n, double tolerance) {
        double[] rows = new double[n];
        double[] columns = new double[n];
        for (int k = 0; k < n * n; k++) {
            assertThat(plan[k]).isNotNegative();
            rows[k / n] += plan[k];
            columns[k % n] += plan[k];
        }
        for (int i = 0; i < n; i++) {
            assertThat(rows[i]).isCloseTo(1.0 / n, within(tolerance));
            assertThat(columns[i]).isCloseTo(1.0 / n, within(tolerance));
        }
    }

    @Test
    void drawsFollowThePlanEvenWhereItWasFilledUp() {
        // A loose tolerance leaves much to be filled up. 200 000 draws, 25 pairs: five standard errors are below 0.003.
        CostMatrix cost = TestBatches.costs(TestBatches.gaussians(5, 2, 7));
        EntropicPlan plan = new EntropicPlan(solver.solve(cost, 0.5, 0.05, 1000));
        double[] masses = plan.masses();
        RandomGenerator random = new RandomStreams(1).at("draws", 0).generator(0);
        double[] drawn = new double[25];
        for (int draw = 0; draw < 200_000; draw++) {
            int row = draw % 5;
            drawn[row * 5 + plan.draw(row, random)] += 1.0 / 200_000;
        }

        assertThat(drawn).containsExactly(masses, within(0.003));
    }

    /**
     * Janati et al. 2020: Cov(x0, x1) = ½ A^½ D A^−½ − (σ²/2) I with D = (4 A^½ B A^½ + σ⁴ I)^½, for λ = 2σ². Source N(0, I),
     * so C = ½ ((4B + σ⁴ I)^½ − σ² I): with B = R diag(4, ¼) R', C = R diag(c(2), c(½)) R', c(s) = ½ (√(4s² + σ⁴) − σ²). Both sets
     * are 20 × 20 quantile grids; their variance, a little below 1, multiplies s.
     */
    @Test
    void matchesTheCovarianceBetweenGaussians() {
        double sigma = 0.8;
        double cos = Math.cos(0.6);
        double sin = Math.sin(0.6);
        float[] source = new float[800];
        float[] target = new float[800];
        double variance = 0;
        for (int k = 0; k < 400; k++) {
            double x = Normal.quantile((k / 20 + 0.5) / 20);
            double y = Normal.quantile((k % 20 + 0.5) / 20);
            variance += x * x / 400;
            source[2 * k] = (float) x;
            source[2 * k + 1] = (float) y;
            target[2 * k] = (float) (cos * 2 * x - sin * 0.5 * y);
            target[2 * k + 1] = (float) (sin * 2 * x + cos * 0.5 * y);
        }
        CostMatrix cost = new CostMatrix();
        cost.fill(new Points(source, 400, 2), new Points(target, 400, 2));
        double[] plan = plan(cost, 2 * sigma * sigma, 1e-9);
        double[] covariance = new double[4];
        for (int k = 0; k < 400 * 400; k++) {
            for (int c = 0; c < 4; c++) {
                covariance[c] += plan[k] * source[2 * (k / 400) + c / 2] * target[2 * (k % 400) + c % 2];
            }
        }
        double wide = half(2 * variance, sigma);
        double narrow = half(0.5 * variance, sigma);

        assertThat(covariance[0]).isCloseTo(cos * cos * wide + sin * sin * narrow, within(0.03));
        assertThat(covariance[1]).isCloseTo(cos * sin * (wide - narrow), within(0.03));
        assertThat(covariance[2]).isCloseTo(cos * sin * (wide - narrow), within(0.03));
        assertThat(covariance[3]).isCloseTo(sin * sin * wide + cos * cos * narrow, within(0.03));
        assertThat(half(2 * variance, sigma / Math.sqrt(2)) - wide)
                .as("what λ = σ² would change")
                .isGreaterThan(0.1);
    }

    private static double half(double s, double sigma) {
        double variance = sigma * sigma;
        return 0.5 * (Math.sqrt(4 * s * s + variance * variance) - variance);
    }

    @Test
    void saysHowFarItGotInsteadOfGivingAnotherPlan() {
        CostMatrix cost = TestBatches.costs(TestBatches.eightGaussiansToMoons(64, 1));

        assertThatThrownBy(() -> solver.solve(cost, 0.05, 1e-9, 1))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("did not converge: after 1 steps")
                .hasMessageContaining("coupling.maxIterations");
    }

    private double[] plan(CostMatrix cost, double lambda, double tolerance) {
        return new EntropicPlan(solver.solve(cost, lambda, tolerance, 1000)).masses();
    }
}
