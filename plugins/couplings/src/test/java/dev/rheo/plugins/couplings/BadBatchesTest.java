package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.data.Offset.offset;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.couplings.MinibatchOtCoupling.Solver;
import dev.rheo.plugins.couplings.SinkhornCoupling.Unconverged;
import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that go wrong elsewhere: every coupling gives the right pairs, or says what is wrong with them. */
class BadBatchesTest {
    private static final MinibatchOtCoupling.Pairs ONCE = MinibatchOtCoupling.Pairs.PERMUTATION;
    private static final MinibatchOtCoupling.Pairs REPEATED = MinibatchOtCoupling.Pairs.WITH_REPLACEMENT;
    private static final SinkhornCoupling.Pairs BY_ROW = SinkhornCoupling.Pairs.ROW_CONDITIONAL;
    private static final SinkhornCoupling.Pairs DRAWN = SinkhornCoupling.Pairs.CATEGORICAL;
    private static final int N = 24;

    /** What an option that is measured in costs has to be multiplied by when all costs are, and the coupling then. */
    private record Case(String name, boolean looksAtValues, boolean looksAtLengths, DoubleFunction<Coupling> ofUnit) {
        Coupling coupling() {
            return ofUnit.apply(1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> couplings() {
        return Stream.of(
                new Case("independent", false, false, unit -> Subjects.independent()
                        .coupling()),
                new Case("paired", false, false, unit -> new PairedCoupling(new PairedCoupling.Config())),
                exact("minibatch-ot", Solver.AUTO, false, ONCE),
                exact("minibatch-ot, network-simplex", Solver.NETWORK_SIMPLEX, false, ONCE),
                exact("minibatch-ot, linear-program", Solver.LINEAR_PROGRAM, false, ONCE),
                exact("minibatch-ot within labels", Solver.ASSIGNMENT, true, ONCE),
                exact("minibatch-ot with replacement", Solver.AUTO, false, REPEATED),
                otherCost(Cost.EUCLIDEAN, true),
                otherCost(Cost.COSINE, false),
                new Case("class-conditional-ot", true, true, unit -> Subjects.classConditionalOt(null)
                        .coupling()),
                new Case("class-conditional-ot at a price", true, true, unit -> Subjects.classConditionalOt(3 * unit)
                        .coupling()),
                new Case("partial-ot", true, true, unit -> Subjects.partialOt(0.7, BY_ROW)
                        .coupling()),
                new Case("partial-ot categorical", true, true, unit -> Subjects.partialOt(0.7, DRAWN)
                        .coupling()),
                new Case("partial-ot of all mass", true, true, unit -> Subjects.partialOt(1, BY_ROW)
                        .coupling()),
                entropic("sinkhorn", false, BY_ROW, Unconverged.REFUSE),
                entropic("sinkhorn categorical", false, DRAWN, Unconverged.REFUSE),
                entropic("sinkhorn within labels", true, BY_ROW, Unconverged.REFUSE),
                entropic("sinkhorn that reports", false, BY_ROW, Unconverged.REPORT),
                new Case("unbalanced-sinkhorn", true, true, unit -> unbalanced(unit, BY_ROW)),
                new Case("unbalanced-sinkhorn categorical", true, true, unit -> unbalanced(unit, DRAWN)));
    }

    private static Case exact(String name, Solver solver, boolean withinLabels, MinibatchOtCoupling.Pairs pairs) {
        return new Case(name, true, true, unit -> Subjects.minibatchOt(solver, withinLabels, pairs)
                .coupling());
    }

    private static Case otherCost(Cost cost, boolean looksAtLengths) {
        return new Case("minibatch-ot, " + cost, true, looksAtLengths, unit -> Subjects.otherCost(cost)
                .coupling());
    }

    private static Case entropic(
            String name, boolean withinLabels, SinkhornCoupling.Pairs pairs, Unconverged unconverged) {
        return new Case(
                name,
                true,
                true,
                unit -> new SinkhornCoupling(new SinkhornCoupling.Config(
                        unit, null, 1e-6, 1000, withinLabels, pairs, unconverged, Transport.USUAL)));
    }

    private static Coupling unbalanced(double unit, SinkhornCoupling.Pairs pairs) {
        return new UnbalancedSinkhornCoupling(
                new UnbalancedSinkhornCoupling.Config(unit, 4 * unit, 1e-6, 1000, pairs, Transport.USUAL));
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void aValueThatIsNoNumberIsNamed(Case subject) {
        assumeThat(subject.looksAtValues()).isTrue();
        for (int n : new int[] {1, N}) {
            for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                CouplingBatch source = batch(n, 0);
                source.source().values()[2 * n - 1] = value;
                CouplingBatch data = batch(n, 1);
                data.target().values()[2 * n - 2] = value;

                refused(subject.coupling(), source, "Row " + (n - 1) + " of the source samples holds " + value);
                refused(subject.coupling(), data, "Row " + (n - 1) + " of the data samples holds " + value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void whoLooksAtNoValuesPairsWhateverTheyAre(Case subject) {
        assumeThat(subject.looksAtValues()).isFalse();
        CouplingBatch batch = batch(N, 2);
        Pairing usual = pair(subject.coupling(), batch);
        Arrays.fill(batch.source().values(), Float.NaN);

        assertSame(pair(subject.coupling(), batch), usual);
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void anEmptyBatchHasNoPairs(Case subject) {
        Points none = new Points(new float[0], 0, 2);

        assertThat(pair(subject.coupling(), new CouplingBatch(none, none, new int[0]))
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void oneDatumGoesWithTheOneSourceSample(Case subject) {
        Pairing pairs = pair(subject.coupling(), batch(1, 3));

        assertThat(pairs.source()).containsExactly(0);
        assertThat(pairs.target()).containsExactly(0);
        assertUsable(pairs, 1);
    }

    /** All costs are 0, or the same. */
    @ParameterizedTest
    @MethodSource("couplings")
    void equalPointsArePaired(Case subject) {
        float[] same = new float[2 * N];
        Arrays.fill(same, 0.75f);
        float[] other = new float[2 * N];
        Arrays.fill(other, -0.25f);
        for (float[] data : new float[][] {same, other}) {
            CouplingBatch batch = new CouplingBatch(new Points(same, N, 2), new Points(data, N, 2), labels(N));

            assertUsable(pair(subject.coupling(), batch), N);
        }
    }

    /** Three places, eight points on each: many plans are optimal, and ties are everywhere. */
    @ParameterizedTest
    @MethodSource("couplings")
    void duplicatedPointsArePaired(Case subject) {
        CouplingBatch batch = batch(N, 4);
        for (Points points : new Points[] {batch.source(), batch.target()}) {
            for (int k = 6; k < 2 * N; k++) {
                points.values()[k] = points.values()[k % 6];
            }
        }

        assertUsable(pair(subject.coupling(), batch), N);
    }

    /** Powers of two, so that every cost is exactly 2^±100 (about 1e±30) times what it was; options in costs likewise. */
    @ParameterizedTest
    @MethodSource("couplings")
    void theUnitOfLengthDoesNotMatter(Case subject) {
        CouplingBatch batch = batch(N, 5);
        Pairing usual = pair(subject.coupling(), batch);
        for (double length : new double[] {0x1p-50, 0x1p50}) {
            Coupling scaled = subject.ofUnit().apply(subject.name().contains("EUCLIDEAN") ? length : length * length);
            Pairing pairs = pair(scaled, scaled(batch, length));

            assertSame(pairs, usual);
        }
    }

    /** Costs of 1e-30 or 1e30 beside a price, regularization or penalty of about 1. */
    @ParameterizedTest
    @MethodSource("couplings")
    void costsFarFromTheOptionsGivePairsOrARefusalThatSaysWhatToChange(Case subject) {
        for (double length : new double[] {0x1p-50, 0x1p50}) {
            try {
                assertUsable(pair(subject.coupling(), scaled(batch(N, 6), length)), N);
            } catch (CouplingException refusal) {
                assertThat(refusal).hasMessageMatching("(?s).*(Raise coupling\\.|standardise: true).*");
            }
        }
    }

    /** Half of the batch 1e-15 apart, the other half 1e15. */
    @ParameterizedTest
    @MethodSource("couplings")
    void costsOfEverySizeInOneBatchGivePairsOrARefusalThatSaysWhatToChange(Case subject) {
        CouplingBatch batch = batch(N, 7);
        for (Points points : new Points[] {batch.source(), batch.target()}) {
            for (int k = 0; k < 2 * N; k++) {
                points.values()[k] *= k < N ? 0x1p-50f : 0x1p50f;
            }
        }
        try {
            assertUsable(pair(subject.coupling(), batch), N);
        } catch (CouplingException refusal) {
            assertThat(refusal).hasMessageMatching("(?s).*(coupling\\.|standardise: true).*");
        }
    }

    @ParameterizedTest
    @MethodSource("couplings")
    void distancesThatOverflowAreRefused(Case subject) {
        assumeThat(subject.looksAtLengths()).isTrue();

        refused(subject.coupling(), scaled(batch(N, 8), 0x1p80), "too large for single precision");
    }

    private static void refused(Coupling coupling, CouplingBatch batch, String because) {
        assertThatThrownBy(() -> pair(coupling, batch))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining(because);
    }

    private static void assertUsable(Pairing pairs, int n) {
        assertThat(pairs.size()).isEqualTo(n);
        for (int k = 0; k < n; k++) {
            assertThat(pairs.source()[k]).isBetween(0, n - 1);
            assertThat(pairs.target()[k]).isBetween(0, n - 1);
            assertThat(pairs.weight(k)).isBetween(0.0, (double) n);
        }
        assertThat(pairs.plan().marginalError()).isNotNaN();
    }

    private static void assertSame(Pairing pairs, Pairing expected) {
        assertThat(pairs.source()).isEqualTo(expected.source());
        assertThat(pairs.target()).isEqualTo(expected.target());
        for (int k = 0; k < expected.size(); k++) {
            assertThat(pairs.weight(k)).isCloseTo(expected.weight(k), offset(1e-4));
        }
    }

    private static Pairing pair(Coupling coupling, CouplingBatch batch) {
        return coupling.pair(batch, new RandomStreams(1).at("bad batches", 0).generator(0));
    }

    private static CouplingBatch batch(int n, int seed) {
        CouplingBatch batch = TestBatches.gaussians(n, 2, 100 + seed);
        return new CouplingBatch(batch.source(), batch.target(), labels(n));
    }

    private static int[] labels(int n) {
        int[] labels = new int[n];
        Arrays.setAll(labels, i -> i % 3 - 1);
        return labels;
    }

    private static CouplingBatch scaled(CouplingBatch batch, double length) {
        return new CouplingBatch(scaled(batch.source(), length), scaled(batch.target(), length), batch.labels());
    }

    private static Points scaled(Points points, double length) {
        float[] values = points.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] *= (float) length;
        }
        return new Points(values, points.count(), points.dimension());
    }
}
