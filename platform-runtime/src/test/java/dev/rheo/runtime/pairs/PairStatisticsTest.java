package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.coupling.PlanFacts;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import org.junit.jupiter.api.Test;

class PairStatisticsTest {
    private static final Points SOURCE = new Points(new float[] {0, 0, 1, 0, 0, 1, 5, 5}, 4, 2);
    private static final Points DATA = new Points(new float[] {1, 1, 2, 0, 0, 3, -1, 2}, 4, 2);

    @Test
    void independentCostIsTheMeanOverAllPairs() {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                sum += cost(i, j) / 16;
            }
        }
        assertThat(of(Pairing.identity(4)).independentCost()).isCloseTo(sum, within(1e-12));
    }

    @Test
    void costIsOfThePairs() {
        Pairing pairs = new Pairing(new int[] {0, 1, 2, 3}, new int[] {3, 2, 1, 0}, null);
        double expected = (cost(0, 3) + cost(1, 2) + cost(2, 1) + cost(3, 0)) / 4;

        assertThat(of(pairs).meanCost()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void pairsCountByWeight() {
        Pairing pairs = new Pairing(new int[] {0, 1, 2, 3}, new int[] {0, 0, 1, 2}, new double[] {1, 0.5, 0.5, 0});
        PairStatistics seen = of(pairs);

        assertThat(seen.meanWeight()).isEqualTo(0.5);
        assertThat(seen.meanCost()).isCloseTo((cost(0, 0) + cost(1, 0) / 2 + cost(2, 1) / 2) / 2, within(1e-12));
        assertThat(seen.distinctSources()).isEqualTo(0.75);
        assertThat(seen.distinctData()).isEqualTo(0.5);
    }

    @Test
    void thePlansOwnErrorIsPassedOn() {
        Pairing pairs = new Pairing(
                Pairing.identity(4).source(), Pairing.identity(4).target(), null, new PlanFacts(0.01, false));

        assertThat(of(pairs).marginalError()).isEqualTo(0.01);
    }

    private static double cost(int i, int j) {
        return Math.pow(SOURCE.at(i, 0) - DATA.at(j, 0), 2) + Math.pow(SOURCE.at(i, 1) - DATA.at(j, 1), 2);
    }

    private static PairStatistics of(Pairing pairs) {
        return PairStatistics.of(new Coupled(SOURCE, Rows.unlabelled(DATA, SampleShape.of(2)), pairs, 0));
    }
}
