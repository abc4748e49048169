package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.couplings.SinkhornCoupling.Pairs;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PartialOtTest {
    private final RandomGenerator random = new RandomStreams(1).at("test", 0).generator(0);

    @Test
    void thePlanIsTheCheapestOfItsMass() {
        for (int n : new int[] {3, 4, 5}) {
            for (int kept = 1; kept <= n; kept++) {
                CostMatrix cost = TestBatches.costs(TestBatches.gaussians(n, 2, 7L * n));
                TransportPlan plan = plan(cost, (double) kept / n);
                double cheapest = cheapest(cost, new boolean[n], 0, kept) / n;

                // The mass is whole units of 2^-20 of a point.
                assertThat(plan.total()).isCloseTo((double) kept / n, within(1e-6));
                assertThat(plan.cost(cost)).isCloseTo(cheapest, within(2e-6 * cost.largest()));
            }
        }
    }

    /** The cheapest {@code kept} pairs of the rows from {@code row} on. */
    private static double cheapest(CostMatrix cost, boolean[] taken, int row, int kept) {
        int n = cost.rows();
        if (kept == 0) {
            return 0;
        }
        if (n - row < kept) {
            return Double.POSITIVE_INFINITY;
        }
        double best = cheapest(cost, taken, row + 1, kept);
        for (int j = 0; j < n; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.min(best, cost.values()[row * n + j] + cheapest(cost, taken, row + 1, kept - 1));
                taken[j] = false;
            }
        }
        return best;
    }

    @Test
    void fractionsOfAPointAreSplit() {
        CostMatrix cost = TestBatches.costs(1, 3);

        assertThat(plan(cost, 0.25).mass()).containsExactly(0.25);
    }

    @Test
    void allMassIsThePlanOfMinibatchOt() {
        CouplingBatch batch = TestBatches.gaussians(40, 2, 3);
        Pairing partial = coupling(1, Pairs.ROW_CONDITIONAL).pair(batch, random);
        Pairing full = Subjects.minibatchOt().coupling().pair(batch, random);

        assertThat(partial.source()).isEqualTo(full.source());
        assertThat(partial.target()).isEqualTo(full.target());
        assertThat(partial.weights()).containsOnly(1);
    }

    @Test
    void outliersAreLeftAside() {
        CouplingBatch batch = TestBatches.gaussians(50, 2, 4);
        batch.target().values()[0] = 100;
        batch.source().values()[2] = -100;
        Pairing pairs = coupling(0.9, Pairs.ROW_CONDITIONAL).pair(batch, random);

        assertThat(pairs.weight(1)).isZero();
        assertThat(Arrays.stream(pairs.weights()).sum()).isCloseTo(45, within(1e-4));
        for (int k = 0; k < 50; k++) {
            assertThat(pairs.target()[k] == 0 && pairs.weight(k) > 0).isFalse();
        }
    }

    @Test
    void drawnPairsAllWeighThePlansMass() {
        Pairing pairs = coupling(0.5, Pairs.CATEGORICAL).pair(TestBatches.gaussians(50, 2, 4), random);

        for (double weight : pairs.weights()) {
            assertThat(weight).isCloseTo(0.5, within(1e-6));
        }
    }

    private static TransportPlan plan(CostMatrix cost, double mass) {
        return PartialOtCoupling.plan(cost, new CostMatrix(), new NetworkSimplex(), mass);
    }

    private static PartialOtCoupling coupling(double mass, Pairs pairs) {
        return new PartialOtCoupling(new PartialOtCoupling.Config(mass, pairs, Transport.USUAL));
    }
}
