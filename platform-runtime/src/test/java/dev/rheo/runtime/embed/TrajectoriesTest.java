package dev.rheo.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.evaluate.Divergence;
import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.manifest.Direction;
import dev.rheo.runtime.toy.ToyAdaptive;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import dev.rheo.runtime.toy.ToyPairs;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrajectoriesTest {
    private final ToyExperiment experiment = new ToyExperiment();

    private RheoModel open() {
        return ToyModels.open(experiment, 2);
    }

    private static void refuses(String message, ThrowingCallable asking) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(
                        RheoException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ARGUMENT))
                .hasMessageContaining(message);
    }

    @Test
    void theLastStatesAreTheSamples() {
        try (RheoModel model = open()) {
            Trajectories way = model.sampler().trajectories(20, 7, 0, 0.5, 1);
            assertThat(way.at(2)).isEqualTo(model.sampler().sample(20, 7).values());
            assertThat(way.at(0)).isNotEqualTo(way.at(2));
        }
    }

    /** A velocity of (3, 4) in training units is one of (6, 8) in those of the data. */
    @Test
    void statesAreInTheUnitsOfTheDataSampleBySample() {
        experiment.network = ToyModel.Constant.class;
        try (RheoModel model = open()) {
            Trajectories way = model.sampler().trajectories(20, 7, 0, 0.25, 1);
            assertThat(way.times()).containsExactly(0, 0.25, 1);
            assertThat(way.shape()).containsExactly(2);
            for (int i = 0; i < way.count(); i++) {
                for (int k = 0; k < 3; k++) {
                    double t = way.times()[k];
                    assertThat((double) way.state(i, k)[0])
                            .isCloseTo(way.state(i, 0)[0] + ToyModels.SCALE * 3 * t, within(1e-4));
                    assertThat((double) way.state(i, k)[1])
                            .isCloseTo(way.state(i, 0)[1] + ToyModels.SCALE * 4 * t, within(1e-4));
                }
            }
        }
    }

    @Test
    void aSolverWithFixedStepsTellsWhereItStoppedAndAnAdaptiveOneStopsAnywhere() {
        try (RheoModel model = open()) {
            assertThat(model.sampler().trajectories(4, 1, 0.4).times()).containsExactly(0.5);
        }
        experiment.solver = ToyAdaptive.class;
        try (RheoModel model = open()) {
            assertThat(model.sampler().trajectories(4, 1, 0.4).times()).containsExactly(0.4);
        }
    }

    @Test
    void batchesAreTheWholeInOrder() {
        experiment.classes = 3;
        try (RheoModel model = open()) {
            Trajectories whole = model.sampler().trajectories(20, 7, 0, 1);
            List<Trajectories> batches = new ArrayList<>();
            SamplingCost cost = model.sampler().trajectories(20, 7, new double[] {0, 1}, batches::add);
            assertThat(cost.batches()).isEqualTo(3);
            assertThat(batches).extracting(Trajectories::first).containsExactly(0L, 8L, 16L);
            assertThat(batches.get(2).state(3, 1)).isEqualTo(whole.state(19, 1));
            assertThat(whole.labels()).hasSize(20);
            assertThat(batches.get(2).labels()[3]).isEqualTo(whole.labels()[19]);
        }
    }

    /** x1 = x + (1 − t) v on straight paths. */
    @Test
    void theExpectedDatumIsTheStateMovedByWhatIsLeftOfTheVelocity() {
        experiment.network = ToyModel.Constant.class;
        try (RheoModel model = open()) {
            Trajectories way = model.sampler().trajectories(10, 7, 0, 0.5);
            Trajectories expected = model.sampler().denoised(way).orElseThrow();
            for (int i = 0; i < 10; i++) {
                for (int k = 0; k < 2; k++) {
                    double left = 1 - way.times()[k];
                    assertThat((double) expected.state(i, k)[0])
                            .isCloseTo(way.state(i, k)[0] + left * ToyModels.SCALE * 3, within(1e-4));
                }
            }
        }
    }

    /** Noise ε = (x − a x1) / s; the score is −ε/s, here by x in units of {@link ToyModels#SCALE}. */
    @Test
    void scoreAndExpectedDatumAgreeInTheUnitsOfTheData() {
        experiment.path = ToyPairs.Fading.class;
        float[] x = {6, 4, 5.5f, 7};
        double t = 0.5;
        try (RheoModel model = open()) {
            float[] score = model.score(x, t).orElseThrow();
            float[] datum = model.denoised(x, t).orElseThrow();
            ToyPairs.Fading path = new ToyPairs.Fading();
            for (int i = 0; i < x.length; i++) {
                double y = (x[i] - ToyModels.SHIFT) / ToyModels.SCALE;
                double y1 = (datum[i] - ToyModels.SHIFT) / ToyModels.SCALE;
                double expected = -(y - path.a(t) * y1) / (path.s(t) * path.s(t)) / ToyModels.SCALE;
                assertThat((double) score[i]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    /** A field that only shifts by (3, 4) carries x back to a standard normal source: log p is that of N((3, 4), I), stretched. */
    @Test
    void theDensityOfAShiftIsThatOfTheShiftedSource() {
        experiment.network = ToyModel.Constant.class;
        try (RheoModel model = open()) {
            float[] rows = new float[2 * 11];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = 7 + 0.3f * i;
            }
            double[] density = model.sampler().logDensity(rows, 1, Divergence.exact());
            double[] estimate = model.sampler().logDensity(rows, 1, new Divergence(0, Divergence.Probe.RADEMACHER, 1));
            for (int i = 0; i < 11; i++) {
                double x = (rows[2 * i] - ToyModels.SHIFT) / ToyModels.SCALE - 3;
                double y = (rows[2 * i + 1] - ToyModels.SHIFT) / ToyModels.SCALE - 4;
                double expected = -(x * x + y * y) / 2 - Math.log(2 * Math.PI) - 2 * Math.log(ToyModels.SCALE);
                assertThat(density[i]).isCloseTo(expected, within(1e-4));
                assertThat(estimate[i]).isCloseTo(expected, within(1e-4));
            }
            refuses("are no states", () -> model.sampler().logDensity(new float[3], 1, Divergence.exact()));
        }
    }

    @Test
    void aModelWithoutScoreSaysSo() {
        try (RheoModel model = open()) {
            assertThat(model.score(new float[] {1, 2}, 0.5)).isEmpty();
        }
    }

    @Test
    void whatIsNoFlowTimeIsRefused() {
        try (RheoModel model = open()) {
            refuses("are no flow times", () -> model.sampler().trajectories(1, 1));
            refuses("are no flow times", () -> model.sampler().trajectories(1, 1, 0, 1.5));
            refuses("are no flow times", () -> model.sampler().trajectories(1, 1, Double.NaN));
            refuses("0 samples", () -> model.sampler().trajectories(0, 1, 1));
        }
        experiment.direction = Direction.BACKWARD;
        experiment.solver = ToyAdaptive.class;
        try (RheoModel model = open()) {
            refuses("from the source to the data only", () -> model.sampler().trajectories(1, 1, 1));
        }
    }
}
