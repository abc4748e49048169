package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NetworkSimplexTest {
    private final NetworkSimplex simplex = new NetworkSimplex();

    @Test
    void agreesWithAnIndependentLinearProgramOnAnyMasses() {
        LinearProgram linearProgram = new LinearProgram();
        for (int seed = 0; seed < 60; seed++) {
            Draws draws = new RandomStreams(seed).at("masses", 0);
            int n = 1 + draws.integer(0, 0, 14);
            int m = 1 + draws.integer(0, 1, 14);
            CostMatrix cost = rectangular(n, m, seed);
            long[][] masses = masses(n, m, seed);

            TransportPlan plan = simplex.solve(cost, masses[0], masses[1]);

            assertFeasible(plan, masses[0], masses[1]);
            double optimum = linearProgram.solve(cost, masses[0], masses[1]).cost(cost);
            assertThat(plan.cost(cost)).as("%d x %d", n, m).isCloseTo(optimum, within(1e-9 * optimum));
        }
    }

    @Test
    void agreesWithBruteForce() {
        for (int n = 1; n <= 7; n++) {
            for (int seed = 0; seed < 5; seed++) {
                CostMatrix cost = TestBatches.costs(TestBatches.gaussians(n, 2, 10L * n + seed));
                double best = cheapest(cost, new boolean[n], 0);
                assertThat(uniform(cost).cost(cost)).isCloseTo(best, within(1e-12 * best));
            }
        }
    }

    private static double cheapest(CostMatrix cost, boolean[] taken, int row) {
        double best = row == cost.rows() ? 0 : Double.POSITIVE_INFINITY;
        for (int j = 0; j < cost.columns() && row < cost.rows(); j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.min(best, cost.values()[row * cost.columns() + j] + cheapest(cost, taken, row + 1));
                taken[j] = false;
            }
        }
        return best;
    }

    @Test
    void agreesWithTheAssignment() {
        Assignment assignment = new Assignment();
        for (int n : new int[] {33, 128, 300}) {
            CostMatrix cost = TestBatches.costs(TestBatches.eightGaussiansToMoons(n, n));
            double optimum = cost.total(assignment.solve(cost));
            assertThat(uniform(cost).cost(cost)).isCloseTo(optimum, within(1e-12 * optimum));
        }
    }

    /** Degenerate at every pivot: without strong feasibility it would cycle. */
    @Test
    void endsOnAwkwardCosts() {
        int n = 40;
        double[] integers = new double[n * n];
        double[] logNormal = new double[n * n];
        Draws draws = new RandomStreams(3).at("costs", 0);
        for (int k = 0; k < n * n; k++) {
            integers[k] = draws.integer(k, 0, 10);
            logNormal[k] = Math.exp(5 * draws.gaussian(k, 1));
        }
        Assignment assignment = new Assignment();
        for (double scale : new double[] {0, 1e-30, 1, 1e30}) {
            for (double[] values : new double[][] {integers, logNormal}) {
                CostMatrix cost = TestBatches.costs(
                        n, Arrays.stream(values).map(c -> c * scale).toArray());
                double optimum = cost.total(assignment.solve(cost));
                assertThat(uniform(cost).cost(cost)).isCloseTo(optimum, within(1e-11 * optimum));
            }
        }
    }

    @Test
    void identicalAndDuplicatedPointsCostNothing() {
        CouplingBatch batch = TestBatches.gaussians(50, 3, 1);
        CostMatrix cost = new CostMatrix();
        cost.fill(batch.source(), batch.source().select(new int[50]));
        assertThat(uniform(cost).size()).isEqualTo(50);
        cost.fill(batch.source(), batch.source());
        assertThat(uniform(cost).cost(cost)).isZero();
    }

    @Test
    void servesProblemsOfChangingSize() {
        for (int[] size : new int[][] {{5, 9}, {30, 2}, {1, 1}, {9, 5}, {64, 96}}) {
            CostMatrix cost = rectangular(size[0], size[1], 5);
            long[][] masses = masses(size[0], size[1], 5);
            assertFeasible(simplex.solve(cost, masses[0], masses[1]), masses[0], masses[1]);
        }
    }

    private TransportPlan uniform(CostMatrix cost) {
        long[] supply = new long[cost.rows()];
        long[] demand = new long[cost.columns()];
        Arrays.fill(supply, cost.columns());
        Arrays.fill(demand, cost.rows());
        TransportPlan plan = simplex.solve(cost, supply, demand);
        assertFeasible(plan, supply, demand);
        return plan.scaled(1.0 / cost.columns());
    }

    private static CostMatrix rectangular(int n, int m, long seed) {
        CostMatrix cost = new CostMatrix();
        cost.fill(
                TestBatches.gaussians(n, 2, seed).source(),
                TestBatches.gaussians(m, 2, seed + 1000).target());
        return cost;
    }

    /** Whole masses 1 … 9, the last of each side raised so that both sum up to the same. */
    private static long[][] masses(int n, int m, long seed) {
        Draws draws = new RandomStreams(seed).at("masses", 1);
        long[] supply = new long[n];
        long[] demand = new long[m];
        Arrays.setAll(supply, i -> 1 + draws.integer(i, 0, 9));
        Arrays.setAll(demand, j -> 1 + draws.integer(j, 1, 9));
        long difference = Arrays.stream(supply).sum() - Arrays.stream(demand).sum();
        demand[m - 1] += Math.max(0, difference);
        supply[n - 1] += Math.max(0, -difference);
        return new long[][] {supply, demand};
    }

    private static void assertFeasible(TransportPlan plan, long[] supply, long[] demand) {
        double[] rows = new double[supply.length];
        double[] columns = new double[demand.length];
        for (int k = 0; k < plan.size(); k++) {
            assertThat(plan.mass()[k]).isPositive();
            rows[plan.row()[k]] += plan.mass()[k];
            columns[plan.column()[k]] += plan.mass()[k];
        }
        assertThat(rows).isEqualTo(Arrays.stream(supply).asDoubleStream().toArray());
        assertThat(columns).isEqualTo(Arrays.stream(demand).asDoubleStream().toArray());
        assertThat(plan.size()).isLessThan(supply.length + demand.length);
    }
}
