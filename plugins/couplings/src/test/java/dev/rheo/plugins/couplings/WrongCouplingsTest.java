package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.coupling.CouplingRules;
import dev.rheo.testkit.coupling.CouplingSubject;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Couplings with one fault each: the kit names exactly that fault. */
class WrongCouplingsTest {
    @RegisterExtension
    static final Zoo<CouplingSubject> ZOO = Zoo.of(Coupling.class, CouplingRules.all());

    private static final Traits EXACT = Traits.of(TraitNames.COUPLING_EXACT_OT, TraitNames.COUPLING_WHOLE_BATCH);
    private static final Traits ENTROPIC = Traits.of(TraitNames.COUPLING_ENTROPIC, TraitNames.COUPLING_WHOLE_BATCH);
    private static final Traits WEIGHTED = Traits.of(TraitNames.PAIRS_WEIGHTED);
    private static final SinkhornCoupling.Pairs BY_ROW = SinkhornCoupling.Pairs.ROW_CONDITIONAL;
    private static final Coupling OT = Subjects.minibatchOt().coupling();
    private static final Coupling RANDOM = Subjects.independent().coupling();

    @TestFactory
    Stream<DynamicTest> eachFaultFailsItsRule() {
        return Stream.of(
                fault("C1", "a row dropped", WrongCouplingsTest::dropsARow, Traits.NONE),
                fault("C1", "one pair too few", WrongCouplingsTest::forgetsThePairsOfTheLastRow, Traits.NONE),
                fault("C1", "weights nobody announced", WrongCouplingsTest::weighs, Traits.NONE),
                fault("C2", "argmax instead of argmin", WrongCouplingsTest::mostExpensive, EXACT),
                fault("C2", "source and data indices swapped", WrongCouplingsTest::swapsIndices, EXACT),
                fault("C2", "the last dimension alone", WrongCouplingsTest::lastDimension, EXACT),
                fault("C2", "an entropic plan claimed to be exact", entropic(1), EXACT),
                entropicFault("λ = σ² instead of 2σ²", lambda -> entropic(lambda / 2)),
                entropicFault("λ times the number of rows", WrongCouplingsTest::timesRows),
                entropicFault("the same λ always", lambda -> entropic(1)),
                entropicFault("an exact plan claimed to be entropic", lambda -> OT),
                entropicFault("source and data indices swapped", lambda -> swapped(entropic(lambda))),
                fault("C4", "random numbers of its own", new OwnRandomness(), Traits.NONE),
                fault("C4b", "only pairs of neighbouring rows", WrongCouplingsTest::neighbours, Traits.NONE),
                fault("C5", "values clipped at 8", WrongCouplingsTest::clips, EXACT),
                partialFault("mass counted twice", weighing((k, n, w) -> 2 * w)),
                partialFault("outliers kept, at the weight of others", reweighed(OT, (k, n, w) -> 0.8)),
                partialFault("weights above 1 where data are close", WrongCouplingsTest::reciprocalWeights),
                limitFault(
                        "mass left aside even where none should be",
                        Subjects.partialOt(0.9, BY_ROW).coupling()),
                limitFault("random pairs in the limit", reweighed(RANDOM, (k, n, w) -> 1)),
                fault("C11", "a weight that is no number", reweighed(RANDOM, (k, n, w) -> Double.NaN), WEIGHTED),
                fault("C11", "a negative weight", reweighed(RANDOM, (k, n, w) -> k == 0 ? -1 : 1), WEIGHTED),
                fault("C11", "all weights zero", reweighed(RANDOM, (k, n, w) -> 0), WEIGHTED),
                fault(
                        "C11",
                        "the first source row preferred",
                        reweighed(RANDOM, (k, n, w) -> k == 0 ? 2 : 1),
                        WEIGHTED),
                fault(
                        "C11",
                        "mass left aside, not announced",
                        Subjects.partialOt(0.8, BY_ROW).coupling(),
                        WEIGHTED.provides(TraitNames.COUPLING_WHOLE_BATCH)),
                fault("C7", "the source row's label instead of the datum's", labelsOfSourceRows(), Traits.NONE),
                fault("C7", "the whole batch, not announced", OT, Traits.of(TraitNames.COUPLING_EXACT_OT)),
                fault("C7", "labels used, whole batch announced", WrongCouplingsTest::looksAtLabels, EXACT),
                fault("C8", "a plan claimed to be independent", OT, EXACT.provides(TraitNames.COUPLING_INDEPENDENT)),
                fault("C9", "NaN read as zero", WrongCouplingsTest::readsNotANumberAsZero, EXACT),
                fault("C10", "one buffer for all threads", new SharedBuffer(), EXACT));
    }

    private static DynamicTest fault(String rule, String what, Coupling wrong, Traits claimed) {
        return examine(rule, what, CouplingSubject.of(wrong, claimed));
    }

    private static DynamicTest entropicFault(String what, DoubleFunction<Coupling> wrong) {
        return examine("C3", what, new CouplingSubject(wrong.apply(1), ENTROPIC, wrong));
    }

    private static DynamicTest partialFault(String what, Coupling wrong) {
        CouplingSubject right = Subjects.partialOt(0.8, BY_ROW);
        return examine("C6", what, new CouplingSubject(wrong, right.traits(), null, right.balancedLimit()));
    }

    private static DynamicTest limitFault(String what, Coupling limit) {
        CouplingSubject right = Subjects.partialOt(0.8, BY_ROW);
        return examine(
                "C6",
                what,
                CouplingSubject.unbalanced(right.coupling(), right.traits(), CouplingSubject.of(limit, EXACT)));
    }

    /** The weight of pair k of n, from its right weight. */
    @FunctionalInterface
    private interface Weigher {
        double weight(int k, int n, double right);
    }

    private static Coupling weighing(Weigher weigher) {
        return reweighed(Subjects.partialOt(0.8, BY_ROW).coupling(), weigher);
    }

    private static Coupling reweighed(Coupling coupling, Weigher weigher) {
        return (batch, random) -> {
            Pairing pairs = coupling.pair(batch, random);
            double[] weights = new double[pairs.size()];
            Arrays.setAll(weights, k -> weigher.weight(k, weights.length, pairs.weight(k)));
            return new Pairing(pairs.source(), pairs.target(), weights);
        };
    }

    /** Weights 1 / (cost + ½) instead of mass. */
    private static Pairing reciprocalWeights(CouplingBatch batch, RandomGenerator random) {
        Pairing pairs = OT.pair(batch, random);
        double[] weights = new double[pairs.size()];
        Arrays.setAll(weights, k -> {
            double cost = 0;
            for (int d = 0; d < batch.source().dimension(); d++) {
                double difference =
                        batch.source().at(pairs.source()[k], d) - batch.target().at(pairs.target()[k], d);
                cost += difference * difference;
            }
            return 1 / (cost + 0.5);
        });
        return new Pairing(pairs.source(), pairs.target(), weights);
    }

    private static DynamicTest examine(String rule, String what, CouplingSubject subject) {
        return DynamicTest.dynamicTest(rule + " names: " + what, () -> assertThat(ZOO.violated(subject))
                .containsExactly(rule));
    }

    private static Pairing dropsARow(CouplingBatch batch, RandomGenerator random) {
        Pairing pairs = RANDOM.pair(batch, random);
        int last = pairs.size() - 1;
        return map(
                pairs, Arrays.stream(pairs.source()).map(i -> i == last ? 0 : i).toArray(), j -> j);
    }

    private static Pairing forgetsThePairsOfTheLastRow(CouplingBatch batch, RandomGenerator random) {
        Pairing pairs = RANDOM.pair(batch, random);
        int n = Math.max(0, pairs.size() - 1);
        return new Pairing(Arrays.copyOf(pairs.source(), n), Arrays.copyOf(pairs.target(), n), null);
    }

    private static Pairing weighs(CouplingBatch batch, RandomGenerator random) {
        Pairing pairs = RANDOM.pair(batch, random);
        return new Pairing(pairs.source(), pairs.target(), new double[pairs.size()]);
    }

    private static Pairing mostExpensive(CouplingBatch batch, RandomGenerator random) {
        Points source = batch.source();
        float[] mirrored = source.values().clone();
        for (int k = 0; k < mirrored.length; k++) {
            mirrored[k] = -mirrored[k];
        }
        return OT.pair(with(batch, new Points(mirrored, source.count(), source.dimension()), batch.target()), random);
    }

    private static Pairing swapsIndices(CouplingBatch batch, RandomGenerator random) {
        return swapped(OT).pair(batch, random);
    }

    private static Coupling swapped(Coupling right) {
        return (batch, random) -> {
            Pairing pairs = right.pair(batch, random);
            return batch.source().count() == batch.target().count()
                    ? new Pairing(pairs.target(), pairs.source(), null)
                    : pairs;
        };
    }

    private static Pairing lastDimension(CouplingBatch batch, RandomGenerator random) {
        OT.pair(batch, random);
        return OT.pair(with(batch, last(batch.source()), last(batch.target())), random);
    }

    private static Points last(Points points) {
        float[] values = new float[points.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = points.at(i, points.dimension() - 1);
        }
        return new Points(values, values.length, 1);
    }

    private static Coupling entropic(double lambda) {
        return new SinkhornCoupling(Subjects.sinkhornConfig(lambda, false, SinkhornCoupling.Pairs.ROW_CONDITIONAL));
    }

    private static Coupling timesRows(double lambda) {
        return (batch, random) ->
                entropic(lambda * Math.max(1, batch.target().count())).pair(batch, random);
    }

    private static Pairing neighbours(CouplingBatch batch, RandomGenerator random) {
        int n = RANDOM.pair(batch, random).size();
        int shift = n == 0 ? 0 : random.nextInt(Math.min(2, n));
        int[] rows = IntStream.range(0, n).toArray();
        boolean even = shift == 0;
        return map(Pairing.identity(n), rows, j -> even ? j : (j + 1) % n);
    }

    private static Pairing clips(CouplingBatch batch, RandomGenerator random) {
        Points data = batch.target();
        float[] clipped = data.values().clone();
        for (int k = 0; k < clipped.length; k++) {
            clipped[k] = Float.isFinite(clipped[k]) ? Math.max(-8, Math.min(8, clipped[k])) : clipped[k];
        }
        return OT.pair(with(batch, batch.source(), new Points(clipped, data.count(), data.dimension())), random);
    }

    /** Within labels, but the label of a datum is looked up where its source sample stands. */
    private static Coupling labelsOfSourceRows() {
        Coupling within = Subjects.minibatchOt(
                        MinibatchOtCoupling.Solver.AUTO, true, MinibatchOtCoupling.Pairs.PERMUTATION)
                .coupling();
        return (batch, random) -> {
            int[] labels = batch.labels();
            int[] moved = labels == null ? null : labels.clone();
            for (int i = 0; moved != null && i < moved.length; i++) {
                moved[i] = labels[(i + 1) % labels.length];
            }
            return within.pair(new CouplingBatch(batch.source(), batch.target(), moved), random);
        };
    }

    private static Pairing looksAtLabels(CouplingBatch batch, RandomGenerator random) {
        Pairing pairs = OT.pair(batch, random);
        int[] labels = batch.labels();
        boolean mixed = labels != null && Arrays.stream(labels).distinct().count() > 1;
        int last = pairs.size() - 1;
        return mixed ? map(pairs, pairs.source(), j -> last - j) : pairs;
    }

    private static Pairing readsNotANumberAsZero(CouplingBatch batch, RandomGenerator random) {
        return OT.pair(with(batch, finite(batch.source()), finite(batch.target())), random);
    }

    private static Points finite(Points points) {
        float[] values = points.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = Float.isFinite(values[k]) ? values[k] : 0;
        }
        return new Points(values, points.count(), points.dimension());
    }

    /** Draws on from call to call, whatever generator it is given. */
    private static final class OwnRandomness implements Coupling {
        private final Random own = new Random(1);

        @Override
        public synchronized Pairing pair(CouplingBatch batch, RandomGenerator random) {
            return RANDOM.pair(batch, own);
        }
    }

    /** Right as long as nobody else calls it meanwhile. */
    private static final class SharedBuffer implements Coupling {
        private volatile Pairing latest = Pairing.identity(0);

        @Override
        public Pairing pair(CouplingBatch batch, RandomGenerator random) {
            latest = OT.pair(batch, random);
            try {
                Thread.sleep(2);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new CouplingException("interrupted");
            }
            return latest;
        }
    }

    private static CouplingBatch with(CouplingBatch batch, Points source, Points target) {
        return new CouplingBatch(source, target, batch.labels());
    }

    private static Pairing map(Pairing pairs, int[] source, IntUnaryOperator column) {
        return new Pairing(source, Arrays.stream(pairs.target()).map(column).toArray(), null);
    }
}
