package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.time.TimestepSampler.Weighting;
import dev.rheo.runtime.toy.ToyModel.Matching;
import dev.rheo.runtime.toy.ToyPairs;
import dev.rheo.runtime.toy.ToyPairs.Shuffle;
import dev.rheo.runtime.toy.ToyPairs.Shuffle.Fault;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairMakerTest {
    @Test
    void aMinibatchIsAFunctionOfTheStep() {
        PairMaker maker = Makers.sound();
        for (int step : new int[] {9, 0, 30, 3}) {
            maker.make(step, new Minibatch());
        }
        assertThat(text(maker, 3)).isEqualTo(text(Makers.sound(), 3));
        assertThat(text(maker, 4)).isNotEqualTo(text(maker, 3));
    }

    @Test
    void labelsFollowTheirRowsThroughTheCoupling() {
        Minibatch made = made(Makers.sound(), 2);
        for (int i = 0; i < Makers.BATCH; i++) {
            double t = made.floats.get("t")[i];
            // The datum is x_t + (1 − t) velocity, and its second number is 1000 + label.
            double datum =
                    made.floats.get("xt")[2 * i + 1] + (1 - t) * made.floats.get("target")[2 * i + 1];
            assertThat(datum - 1000).isCloseTo(made.integers.get("labels")[i], within(1e-3));
        }
        assertThat(made.integers.get("labels")).contains(0, 1, 2);
    }

    @Test
    void conditionsFollowTheirRowsThroughTheCoupling() {
        Minibatch made = made(Makers.sound(), 2);
        for (int i = 0; i < Makers.BATCH; i++) {
            double t = made.floats.get("t")[i];
            double datum = made.floats.get("xt")[2 * i] + (1 - t) * made.floats.get("target")[2 * i];
            assertThat(datum).isCloseTo(made.floats.get("conditions")[i], within(1e-3));
        }
    }

    @Test
    void conditionsAreWithheldTogetherWithTheLabel() {
        LabelDropout half = new LabelDropout(0.5, 3);
        PairMaker maker = Makers.of(Makers.coupling(Fault.NONE, -1), new ToyPairs.Uniform(), half, Matching.Fault.NONE);
        Minibatch made = made(maker, 2);
        int[] labels = made.integers.get("labels");
        float[] conditions = made.floats.get("conditions");
        assertThat(labels).contains(3).hasSizeGreaterThan(0);
        for (int i = 0; i < Makers.BATCH; i++) {
            assertThat(conditions[2 * i + 1]).isEqualTo(labels[i] == 3 ? 1 : 0);
            if (labels[i] == 3) {
                assertThat(conditions[2 * i]).isZero();
            } else {
                assertThat((int) conditions[2 * i] % 3).isEqualTo(labels[i]);
            }
        }
    }

    @Test
    void everyRowComesOnceAnEpochWhateverTheCoupling() {
        Set<Long> seen = new HashSet<>();
        PairMaker maker = Makers.sound();
        int whole = Makers.ROWS / Makers.BATCH;
        for (int step = 0; step < whole; step++) {
            Minibatch made = made(maker, step);
            for (int i = 0; i < Makers.BATCH; i++) {
                double t = made.floats.get("t")[i];
                seen.add(Math.round(
                        made.floats.get("xt")[2 * i] + (1 - t) * made.floats.get("target")[2 * i]));
            }
        }
        assertThat(seen).hasSize(whole * Makers.BATCH);
    }

    @Test
    void everyRowComesOnceAnEpochWithPlansForSeveralMinibatches() {
        Set<Long> seen = new HashSet<>();
        PairMaker maker = Makers.of(Makers.atOnce(Makers.coupling(Fault.NONE, -1), 5));
        for (int step = 0; step < 5; step++) {
            Minibatch made = made(maker, step);
            for (int i = 0; i < Makers.BATCH; i++) {
                double t = made.floats.get("t")[i];
                seen.add(Math.round(
                        made.floats.get("xt")[2 * i] + (1 - t) * made.floats.get("target")[2 * i]));
            }
        }
        assertThat(seen).hasSize(5 * Makers.BATCH);
    }

    @Test
    void aPlanForSeveralMinibatchesIsCoupledOnceAndSeesThemAll() {
        int[] counts = new int[2];
        Coupling sound = Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of(Makers.atOnce(
                (batch, random) -> {
                    counts[0]++;
                    counts[1] = batch.source().count();
                    return sound.pair(batch, random);
                },
                3));
        for (int step : new int[] {0, 2, 1, 0}) {
            made(maker, step);
        }
        assertThat(counts).containsExactly(1, 3 * Makers.BATCH);
    }

    @Test
    void refusesAnOtBatchThatIsNoMultiple() {
        assertThatThrownBy(() -> PairMaker.minibatchesPerPlan(24, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("otBatch is 24, which is not a multiple of train.batch, 16");
    }

    @Test
    void theMeterSeesEveryFourthMinibatchOnce() {
        PairMaker maker = Makers.sound();
        for (int step = 0; step < 4; step++) {
            made(maker, step);
        }
        assertThat(maker.meter().take(2)).isEmpty();
        assertThat(maker.meter().take(3)).hasValueSatisfying(seen -> {
            assertThat(seen.distinctData()).isEqualTo(1);
            assertThat(seen.distinctSources()).isEqualTo(1);
            assertThat(seen.meanWeight()).isEqualTo(1);
        });
        assertThat(maker.meter().take(3)).isEmpty();
    }

    @Test
    void theMeterTellsThePlansOfTheMinibatchesAskedForWhateverWasMadeAheadOrTwice() {
        PairMaker maker = Makers.sound();
        for (int step : new int[] {0, 4, 1, 0, 3, 2}) {
            made(maker, step);
        }
        assertThat(maker.meter().takePlans(4).plans()).isEqualTo(4);
        assertThat(maker.meter().takePlans(4).plans()).isZero();
        assertThat(maker.meter().takePlans(5).plans()).isEqualTo(1);
    }

    @Test
    void importanceWeightsUndoTheDensity() {
        PairMaker maker = Makers.of(
                Makers.coupling(Fault.NONE, -1),
                new ToyPairs.Rising(new ToyPairs.Rising.Config(Weighting.IMPORTANCE)),
                LabelDropout.NONE,
                Matching.Fault.NONE);
        Minibatch made = made(maker, 0);
        for (int i = 0; i < Makers.BATCH; i++) {
            float t = made.floats.get("t")[i];
            assertThat(made.floats.get("weight")[i]).isCloseTo(1 / (2 * t), within(1e-5f / t));
        }
    }

    @Test
    void aReweightingSamplerGivesNoWeights() {
        PairMaker maker = Makers.of(
                Makers.coupling(Fault.NONE, -1),
                new ToyPairs.Rising(new ToyPairs.Rising.Config(Weighting.REWEIGHTS)),
                LabelDropout.NONE,
                Matching.Fault.NONE);
        assertThat(made(maker, 0).floats).doesNotContainKey("weight");
    }

    @Test
    void pairsThatMayCarryWeightsAlwaysDo() {
        Coupling unweighted = Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of(unweighted, new ToyPairs.Uniform(), LabelDropout.NONE, Matching.Fault.NONE, true);
        assertThat(made(maker, 0).floats.get("weight")).containsOnly(1);
    }

    @Test
    void refusesWeightsThatTheObjectiveWasNotToldOf() {
        Coupling weighted = (batch, random) -> new Pairing(
                Pairing.identity(Makers.BATCH).source(),
                Pairing.identity(Makers.BATCH).target(),
                new double[Makers.BATCH]);
        assertThatThrownBy(() -> made(Makers.of(weighted), 0))
                .isInstanceOf(PairException.class)
                .hasMessageContaining("it weighs its pairs, but its traits do not provide 'pairs.weighted'");
    }

    @Test
    void droppedLabelsBecomeTheNullClass() {
        PairMaker maker = Makers.of(
                Makers.coupling(Fault.NONE, -1), new ToyPairs.Uniform(), new LabelDropout(1, 3), Matching.Fault.NONE);
        assertThat(made(maker, 0).integers.get("labels")).containsOnly(3);
    }

    @Test
    void namesComponentAndStepOfAFailure() {
        assertThatThrownBy(() -> made(Makers.of(Makers.coupling(Fault.EXCEPTION, 6)), 6))
                .isInstanceOf(PairException.class)
                .hasMessage("coupling 'shuffle' failed at minibatch 7: IllegalStateException: no plan");
        PairMaker objective = Makers.of(
                Makers.coupling(Fault.NONE, -1), new ToyPairs.Uniform(), LabelDropout.NONE, Matching.Fault.THROWS);
        assertThatThrownBy(() -> made(objective, 0))
                .isInstanceOf(PairException.class)
                .hasMessage("objective 'matching' failed at minibatch 1: IllegalStateException: no target");
    }

    @Test
    void aCouplingsOwnWordsStayACouplingException() {
        assertThatThrownBy(() -> made(Makers.of(Makers.coupling(Fault.COUPLING_EXCEPTION, 6)), 6))
                .isInstanceOf(CouplingException.class)
                .hasMessage("coupling 'shuffle' failed at minibatch 7: The costs overflow. Scale the data.");
    }

    @Test
    void refusesPairsThatDoNotFillTheBatchOrLieOutsideOfIt() {
        assertThatThrownBy(() -> made(Makers.of(Makers.coupling(Fault.TOO_FEW, -1)), 0))
                .hasMessageContaining("it gave 15 pairs for a batch of 16");
        assertThatThrownBy(() -> made(Makers.of(Makers.coupling(Fault.OUTSIDE, -1)), 0))
                .hasMessageContaining("its pair 15 joins source row 0 with datum 16 of a batch of 16");
    }

    @Test
    void componentsRunWithTheirPluginsClassLoader() {
        ClassLoader[] seen = new ClassLoader[1];
        Shuffle sound = (Shuffle) Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of((batch, random) -> {
            seen[0] = Thread.currentThread().getContextClassLoader();
            return sound.pair(batch, random);
        });
        ClassLoader other = new ClassLoader(getClass().getClassLoader()) {};
        Thread.currentThread().setContextClassLoader(other);
        try {
            made(maker, 0);
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(other);
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
        assertThat(seen[0]).isSameAs(getClass().getClassLoader());
    }

    private static Minibatch made(PairMaker maker, long step) {
        Minibatch made = new Minibatch();
        maker.make(step, made);
        return made;
    }

    private static String text(PairMaker maker, long step) {
        Minibatch made = new Minibatch();
        maker.make(step, made);
        return made.text();
    }
}
