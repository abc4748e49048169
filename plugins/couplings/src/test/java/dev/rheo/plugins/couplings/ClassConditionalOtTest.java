package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.couplings.MinibatchOtCoupling.Pairs;
import dev.rheo.plugins.couplings.MinibatchOtCoupling.Solver;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassConditionalOtTest {
    private final CouplingBatch batch = labelled();

    private static CouplingBatch labelled() {
        CouplingBatch plain = TestBatches.gaussians(60, 2, 6);
        int[] labels = new int[60];
        Arrays.setAll(labels, i -> i % 3);
        return new CouplingBatch(plain.source(), plain.target(), labels);
    }

    @Test
    void withoutAPriceItIsMinibatchOtWithinLabels() {
        Pairing within = Subjects.minibatchOt(Solver.AUTO, true, Pairs.PERMUTATION)
                .coupling()
                .pair(batch, random());
        Pairing pairs = coupling(null).pair(batch, random());

        assertThat(pairs.source()).isEqualTo(within.source());
        assertThat(pairs.target()).isEqualTo(within.target());
    }

    @Test
    void aHighPriceCouplesEachLabelByItself() {
        Pairing pairs = coupling(1e6).pair(batch, random());

        for (int label = 0; label < 3; label++) {
            int wanted = label;
            int[] chosen = IntStream.range(0, 60)
                    .filter(k -> pairs.target()[k] % 3 == wanted)
                    .toArray();
            CostMatrix cost = new CostMatrix();
            cost.fill(
                    batch.source()
                            .select(Arrays.stream(chosen)
                                    .map(k -> pairs.source()[k])
                                    .toArray()),
                    batch.target()
                            .select(Arrays.stream(chosen)
                                    .map(k -> pairs.target()[k])
                                    .toArray()));
            int[] identity = Pairing.identity(20).source();
            assertThat(Potentials.slack(cost, identity)).isLessThan(1e-12 * cost.total(identity));
        }
    }

    @Test
    void noPriceAtAllGivesThePlanOfTheWholeBatch() {
        Pairing whole = Subjects.minibatchOt().coupling().pair(batch, random());

        assertThat(datumOf(coupling(0.0).pair(batch, random()))).isEqualTo(datumOf(whole));
    }

    @Test
    void theCostGrowsWithThePrice() {
        double before = 0;
        for (double price : new double[] {0, 0.5, 4, 1e6}) {
            CostMatrix cost = TestBatches.costs(batch);
            double total = cost.total(datumOf(coupling(price).pair(batch, random())));
            assertThat(total).as("cost at price %s", price).isGreaterThanOrEqualTo(before);
            before = total;
        }
        assertThat(before)
                .isGreaterThan(
                        TestBatches.costs(batch).total(datumOf(coupling(0.0).pair(batch, random()))));
    }

    @Test
    void needsLabelsOrConditions() {
        assertThatThrownBy(() -> coupling(1.0).pair(TestBatches.gaussians(4, 2, 7), random()))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("no labels");
        assertThat(new ClassConditionalOtCoupling.Config(1.0, Pairs.PERMUTATION, Transport.USUAL)
                        .traits()
                        .required())
                .extracting(Traits.Demand::trait)
                .containsExactly(TraitNames.DATA_CONDITIONED);
    }

    @Test
    void warnsOfThePriceBesideAClassConditionalNetwork() {
        Traits priced = new ClassConditionalOtCoupling.Config(1.0, Pairs.PERMUTATION, Transport.USUAL).traits();
        Traits strict = new ClassConditionalOtCoupling.Config(null, Pairs.PERMUTATION, Transport.USUAL).traits();

        assertThat(priced.discouraged())
                .extracting(Traits.Demand::trait)
                .containsExactly(TraitNames.NETWORK_CLASS_CONDITIONAL);
        assertThat(strict.discouraged()).isEmpty();
    }

    private static int[] datumOf(Pairing pairs) {
        int[] datumOf = new int[pairs.size()];
        for (int k = 0; k < datumOf.length; k++) {
            datumOf[pairs.source()[k]] = pairs.target()[k];
        }
        return datumOf;
    }

    private static RandomGenerator random() {
        return new RandomStreams(1).at("test", 0).generator(0);
    }

    /** Conditions 0 … 59, half of the rows of either label; source samples and data fit crosswise. */
    private static CouplingBatch conditioned(boolean labels) {
        CouplingBatch plain = TestBatches.gaussians(60, 2, 6);
        float[] conditions = new float[60];
        int[] classes = new int[60];
        for (int i = 0; i < 60; i++) {
            conditions[i] = i / 10f;
            classes[i] = i % 2;
        }
        return new CouplingBatch(
                plain.source(), plain.target(), labels ? classes : null, new Points(conditions, 60, 1));
    }

    private static Pairing weighed(CouplingBatch given, double weight) {
        return new ClassConditionalOtCoupling(
                        new ClassConditionalOtCoupling.Config(null, weight, Pairs.PERMUTATION, Transport.USUAL))
                .pair(given, random());
    }

    @Test
    void withoutWeightConditionsDoNotCountAndTheWholeBatchIsCoupled() {
        CouplingBatch given = conditioned(false);
        Pairing pairs = weighed(given, 0);
        assertThat(total(given, pairs)).isCloseTo(total(given, whole(given)), within(1e-6));
    }

    private static Pairing whole(CouplingBatch given) {
        return Subjects.minibatchOt(Solver.AUTO, false, Pairs.PERMUTATION)
                .coupling()
                .pair(new CouplingBatch(given.source(), given.target(), null), random());
    }

    private static double total(CouplingBatch given, Pairing pairs) {
        double sum = 0;
        for (int k = 0; k < pairs.size(); k++) {
            for (int d = 0; d < 2; d++) {
                double away =
                        given.source().at(pairs.source()[k], d) - given.target().at(pairs.target()[k], d);
                sum += away * away;
            }
        }
        return sum;
    }

    /** With a weight above all else the source sample of a datum is the one that its condition was lent to. */
    @Test
    void underAHighWeightConditionsDecideAndTransportDoesNot() {
        CouplingBatch given = conditioned(true);
        Pairing pairs = weighed(given, 1e6);
        assertThat(pairs.source()).doesNotHaveDuplicates();
        assertThat(pairs.target()).doesNotHaveDuplicates();
        assertThat(total(given, pairs)).isGreaterThan(1.5 * total(given, whole(given)));
    }

    @Test
    void conditionsDoNotLiftTheBarBetweenLabels() {
        CouplingBatch given = conditioned(true);
        Pairing cheap = weighed(given, 0);
        int[] dealt = IndependentCoupling.permutation(60, random());
        int[] labels = given.labels();
        assertThat(labels).isNotNull();
        for (int k = 0; k < 60; k++) {
            assertThat(labels[dealt[cheap.source()[k]]]).isEqualTo(labels[cheap.target()[k]]);
        }
    }

    private static ClassConditionalOtCoupling coupling(Double mismatch) {
        return new ClassConditionalOtCoupling(
                new ClassConditionalOtCoupling.Config(mismatch, Pairs.PERMUTATION, Transport.USUAL));
    }
}
