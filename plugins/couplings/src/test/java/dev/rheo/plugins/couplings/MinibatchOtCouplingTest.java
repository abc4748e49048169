package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class MinibatchOtCouplingTest {
    private final RandomGenerator random = new RandomStreams(1).at("test", 0).generator(0);

    @Test
    void theLinearProgramFindsTheSamePlan() {
        CouplingBatch batch = TestBatches.gaussians(24, 2, 3);

        Pairing byAssignment = coupling(Solver.ASSIGNMENT, false).pair(batch, random);
        Pairing byProgram = coupling(Solver.LINEAR_PROGRAM, false).pair(batch, random);

        assertThat(byProgram.target()).isEqualTo(byAssignment.target());
    }

    @Test
    void theNetworkSimplexFindsTheSamePlan() {
        CouplingBatch batch = TestBatches.gaussians(200, 2, 3);

        Pairing byAssignment = coupling(Solver.ASSIGNMENT, false).pair(batch, random);
        Pairing bySimplex = coupling(Solver.NETWORK_SIMPLEX, false).pair(batch, random);

        assertThat(bySimplex.source()).isEqualTo(byAssignment.source());
        assertThat(bySimplex.target()).isEqualTo(byAssignment.target());
    }

    @Test
    void moreSourceSamplesThanDataGiveEachDatumItsShareOfThem() {
        // Each datum has the mass of two source samples; in one dimension those are the neighbours in order.
        Points source = new Points(new float[] {0, 1, 10, 11, 20, 21}, 6, 1);
        Points target = new Points(new float[] {20, 0, 10}, 3, 1);
        for (Solver solver : new Solver[] {Solver.AUTO, Solver.NETWORK_SIMPLEX, Solver.LINEAR_PROGRAM}) {
            Pairing pairs = coupling(solver, false).pair(new CouplingBatch(source, target, null), random);

            assertThat(pairs.target()).containsExactly(0, 1, 2);
            assertThat(pairs.source()[0] / 2).isEqualTo(2);
            assertThat(pairs.source()[1] / 2).isEqualTo(0);
            assertThat(pairs.source()[2] / 2).isEqualTo(1);
        }
    }

    @Test
    void theAssignmentNeedsASquareBatch() {
        CouplingBatch batch = new CouplingBatch(
                TestBatches.gaussians(4, 2, 3).source(),
                TestBatches.gaussians(3, 2, 3).target(),
                null);

        assertThatThrownBy(() -> coupling(Solver.ASSIGNMENT, false).pair(batch, random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("coupling.solver: auto");
    }

    @Test
    void claimsToBeExactForSquaredDistancesOnly() {
        for (Cost cost : Cost.values()) {
            Traits traits = new MinibatchOtCoupling.Config(
                            Solver.AUTO, false, Pairs.PERMUTATION, new Transport(cost, 0))
                    .traits();
            assertThat(traits.provided().stream()
                            .anyMatch(provision -> provision.trait().equals(TraitNames.COUPLING_EXACT_OT)))
                    .isEqualTo(cost == Cost.SQUARED_EUCLIDEAN);
        }
    }

    @Test
    void theLinearProgramRefusesLargeBatches() {
        assertThatThrownBy(() -> coupling(Solver.LINEAR_PROGRAM, false).pair(TestBatches.gaussians(129, 2, 3), random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("at most 128")
                .hasMessageContaining("coupling.solver: auto");
    }

    @Test
    void theLinearProgramHandlesEveryScale() {
        for (double scale : new double[] {0, 1e-15, 1e15}) {
            CouplingBatch batch = TestBatches.gaussians(8, 2, 4);
            for (Points points : new Points[] {batch.source(), batch.target()}) {
                for (int k = 0; k < points.values().length; k++) {
                    points.values()[k] *= (float) scale;
                }
            }
            CostMatrix cost = TestBatches.costs(batch);
            assertThat(cost.total(new LinearProgram().solve(cost)))
                    .as("cost at scale %s", scale)
                    .isEqualTo(cost.total(new Assignment().solve(cost)));
        }
    }

    @Test
    void anEmptyBatchHasNoPairs() {
        Points none = new Points(new float[0], 0, 2);
        assertThat(coupling(Solver.AUTO, false)
                        .pair(new CouplingBatch(none, none, new int[0]), random)
                        .size())
                .isZero();
    }

    @Test
    void drawingWithReplacementRepeatsRows() {
        MinibatchOtCoupling coupling = new MinibatchOtCoupling(
                new MinibatchOtCoupling.Config(Solver.AUTO, false, Pairs.WITH_REPLACEMENT, Transport.USUAL));
        Pairing pairs = coupling.pair(TestBatches.gaussians(256, 2, 5), random);

        // Expected 256 (1 − 1/e) ≈ 162 with deviation 5; within six deviations (false alarm below 1e-8).
        assertThat(Arrays.stream(pairs.target()).distinct().count()).isBetween(132L, 192L);
    }

    @Test
    void eachLabelIsCoupledByItself() {
        CouplingBatch batch = TestBatches.gaussians(60, 2, 6);
        int[] labels = new int[60];
        Arrays.setAll(labels, i -> i % 7 == 0 ? -1 : i % 3);
        Pairing pairs =
                coupling(Solver.AUTO, true).pair(new CouplingBatch(batch.source(), batch.target(), labels), random);

        for (int label : new int[] {-1, 0, 1, 2}) {
            int[] chosen = IntStream.range(0, 60)
                    .filter(k -> labels[pairs.target()[k]] == label)
                    .toArray();
            Points source = batch.source()
                    .select(Arrays.stream(chosen).map(k -> pairs.source()[k]).toArray());
            Points target = batch.target()
                    .select(Arrays.stream(chosen).map(k -> pairs.target()[k]).toArray());
            CostMatrix cost = new CostMatrix();
            cost.fill(source, target);
            int[] identity = Pairing.identity(chosen.length).source();
            assertThat(Potentials.slack(cost, identity)).isLessThan(1e-12 * cost.total(identity));
        }
    }

    @Test
    void couplingWithinLabelsNeedsLabels() {
        assertThatThrownBy(() -> coupling(Solver.AUTO, true).pair(TestBatches.gaussians(4, 2, 7), random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("no labels")
                .hasMessageContaining("coupling.withinLabels: false");
    }

    @Test
    void namesTheValueThatHasNoDistance() {
        CouplingBatch batch = TestBatches.gaussians(4, 2, 8);
        batch.target().values()[5] = Float.NaN;
        assertThatThrownBy(() -> coupling(Solver.AUTO, false).pair(batch, random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("Row 2 of the data samples holds NaN in dimension 1");
    }

    @Test
    void saysThatDistancesOverflow() {
        CouplingBatch batch = TestBatches.gaussians(4, 2, 9);
        batch.target().values()[5] = 1e30f;
        assertThatThrownBy(() -> coupling(Solver.AUTO, false).pair(batch, random))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("overflow");
    }

    @Test
    void discouragesTheWholeBatchBesideAConditionalNetwork() {
        Traits whole = new MinibatchOtCoupling.Config(Solver.AUTO, false, Pairs.PERMUTATION, Transport.USUAL).traits();
        Traits within = new MinibatchOtCoupling.Config(Solver.AUTO, true, Pairs.PERMUTATION, Transport.USUAL).traits();

        assertThat(whole.discouraged())
                .extracting(Traits.Demand::trait)
                .containsExactlyInAnyOrder(TraitNames.NETWORK_CLASS_CONDITIONAL, TraitNames.NETWORK_CONDITIONS);
        assertThat(within.discouraged())
                .extracting(Traits.Demand::trait)
                .containsExactly(TraitNames.NETWORK_CONDITIONS);
    }

    @Test
    void onlyCouplingWithinLabelsRequiresThem() {
        Traits whole = new MinibatchOtCoupling.Config(Solver.AUTO, false, Pairs.PERMUTATION, Transport.USUAL).traits();
        Traits within = new MinibatchOtCoupling.Config(Solver.AUTO, true, Pairs.PERMUTATION, Transport.USUAL).traits();
        Traits entropic = Subjects.sinkhornConfig(1, true, SinkhornCoupling.Pairs.ROW_CONDITIONAL)
                .traits();

        Traits.Demand labels =
                new Traits.Demand(TraitNames.DATA_LABELS, "the data of each label are coupled by themselves");
        assertThat(whole.required()).isEmpty();
        assertThat(within.required()).containsExactly(labels);
        assertThat(entropic.required()).containsExactly(labels);
    }

    private static MinibatchOtCoupling coupling(Solver solver, boolean withinLabels) {
        return new MinibatchOtCoupling(
                new MinibatchOtCoupling.Config(solver, withinLabels, Pairs.PERMUTATION, Transport.USUAL));
    }
}
