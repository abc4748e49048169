package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/** C6 and C11: couplings that leave mass aside, and weighted pairs. */
final class WeightRules {
    private static final int ROWS = 20;
    private static final int DRAWS = 100;
    private static final double ROUNDING = 1e-5;

    private WeightRules() {}

    /**
     * C6. Weights are n times the mass that a pair stands for, so that their mean, the plan's mass, is at most 1 in every draw,
     * even where everything is close together; a pair of outliers loses mass that others keep; and where nothing is to be left
     * aside, the coupling is a balanced one.
     */
    static void unbalanced(CouplingSubject subject) {
        CouplingSubject limit = subject.balancedLimit();
        if (limit == null) {
            throw new AssertionError("a coupling that claims " + TraitNames.COUPLING_UNBALANCED
                    + " is examined where it leaves nothing aside: give balancedLimit");
        }
        for (double spread : new double[] {0, 0.1, 1}) {
            CouplingBatch batch = scaled(Batches.random(ROWS, 2, 60), spread);
            for (int draw = 0; draw < DRAWS; draw++) {
                assertThat(mean(Batches.draw(subject.coupling(), batch, draw)))
                        .as("mean weight, that is mass of the plan, of data spread over %s", spread)
                        .isLessThanOrEqualTo(1 + ROUNDING);
            }
        }
        leavesOutliersAside(subject);
        for (int draw = 0; draw < 5; draw++) {
            Pairing pairs = Batches.draw(limit.coupling(), Batches.random(ROWS, 2, 61), draw);
            for (int k = 0; k < pairs.size(); k++) {
                assertThat(pairs.weight(k)).as("weight in the balanced limit").isCloseTo(1, within(1e-3));
            }
        }
        DoubleFunction<Coupling> family = limit.byRegularization();
        CouplingSubject unweighted = new CouplingSubject(
                unweighted(limit.coupling()),
                limit.traits(),
                family == null ? null : lambda -> unweighted(family.apply(lambda)));
        CouplingRules.marginals(unweighted);
        if (unweighted.claims(TraitNames.COUPLING_EXACT_OT)) {
            ExactRule.examine(unweighted);
        }
        if (unweighted.claims(TraitNames.COUPLING_ENTROPIC)) {
            EntropicRule.examine(unweighted);
        }
    }

    private static Coupling unweighted(Coupling coupling) {
        return (batch, random) -> {
            Pairing pairs = coupling.pair(batch, random);
            return new Pairing(pairs.source(), pairs.target(), null);
        };
    }

    /** One datum in twenty lies a thousand deviations off: it gets less than half the weight that a datum has on average. */
    private static void leavesOutliersAside(CouplingSubject subject) {
        CouplingBatch batch = Batches.random(ROWS, 2, 62);
        batch.target().values()[0] = 1000;
        double outlier = 0;
        double all = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Pairing pairs = Batches.draw(subject.coupling(), batch, draw);
            for (int k = 0; k < pairs.size(); k++) {
                all += pairs.weight(k);
                outlier += pairs.target()[k] == 0 ? pairs.weight(k) : 0;
            }
        }
        assertThat(outlier)
                .as("weight of an outlying datum against the mean weight of a datum")
                .isLessThan(0.5 * all / ROWS);
    }

    /**
     * C11. Weights are finite, not negative and not all zero, and they belong to the pair: the weighted share of a datum does not
     * depend on its position. Unless mass is left aside, weighted rows are uniform: 2000 batches of 6, each row's mean weight
     * within five standard errors (false alarms of 24 comparisons below 2e-5).
     */
    static void weighted(CouplingSubject subject) {
        int n = 6;
        int draws = 2000;
        double[] sum = new double[2 * n];
        double[] squares = new double[2 * n];
        CouplingBatch batch = Batches.random(n, 2, 63);
        for (int draw = 0; draw < draws; draw++) {
            Pairing pairs = Batches.draw(subject.coupling(), batch, draw);
            double[] share = new double[2 * n];
            for (int k = 0; k < pairs.size(); k++) {
                double weight = pairs.weight(k);
                assertThat(weight).as("weight of pair %d", k).isNotNegative().isFinite();
                share[pairs.source()[k]] += weight;
                share[n + pairs.target()[k]] += weight;
            }
            assertThat(Arrays.stream(share).sum()).as("all weights of a batch").isPositive();
            for (int i = 0; i < 2 * n; i++) {
                sum[i] += share[i] / draws;
                squares[i] += share[i] * share[i] / draws;
            }
        }
        if (subject.claims(TraitNames.COUPLING_UNBALANCED)) {
            return;
        }
        for (int i = 0; i < 2 * n; i++) {
            double error = Math.sqrt(Math.max(0, squares[i] - sum[i] * sum[i]) / draws);
            assertThat(sum[i])
                    .as("mean weight of %s row %d, %d draws", i < n ? "source" : "data", i % n, draws)
                    .isCloseTo(1, within(5 * error + 1e-9));
        }
    }

    private static double mean(Pairing pairs) {
        double sum = 0;
        for (int k = 0; k < pairs.size(); k++) {
            sum += pairs.weight(k);
        }
        return sum / pairs.size();
    }

    private static CouplingBatch scaled(CouplingBatch batch, double factor) {
        float[] source = batch.source().values().clone();
        float[] target = batch.target().values().clone();
        for (int k = 0; k < source.length; k++) {
            source[k] *= (float) factor;
            target[k] *= (float) factor;
        }
        return Batches.of(source, target, batch.source().dimension());
    }
}
