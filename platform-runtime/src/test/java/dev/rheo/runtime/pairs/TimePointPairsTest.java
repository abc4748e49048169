package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.objective.Legs;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.toy.ToyData;
import dev.rheo.runtime.toy.ToyPairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ninety rows at the flow times ¼, ½ and 1, each the pair of its time and its number. */
class TimePointPairsTest {
    private static final int BATCH = 30;
    private static final int ROWS = 90;
    private static final double[] TIMES = {0.25, 0.5, 1};

    private final List<TrainingPairs> made = new ArrayList<>();
    private final List<CouplingBatch> coupled = new ArrayList<>();
    private final Map<String, float[]> inputs = new HashMap<>();

    @Test
    void pairsRunFromOneTimePointToTheNext() {
        make(1, 0, 1, 2);
        for (TrainingPairs pairs : made) {
            Legs legs = pairs.legs();
            for (int k = 0; k < BATCH; k++) {
                double to = pairs.data().at(k, 0);
                assertThat(legs.to()[k]).isEqualTo(to);
                assertThat(legs.from()[k]).isEqualTo(to == 0.25 ? 0 : to == 0.5 ? 0.25 : 0.5);
                if (to > 0.25) {
                    assertThat((double) pairs.source().at(k, 0)).isEqualTo(legs.from()[k]);
                }
            }
        }
    }

    @Test
    void everyRowIsTheEndOfOnePairInEveryEpoch() {
        make(1, 0, 1, 2);
        Set<Float> numbers = new HashSet<>();
        made.forEach(pairs ->
                IntStream.range(0, BATCH).forEach(k -> numbers.add(pairs.data().at(k, 1))));
        assertThat(numbers).hasSize(ROWS);
    }

    @Test
    void eachLegIsCoupledByItself() {
        make(1, 0);
        assertThat(coupled).hasSize(3).allSatisfy(batch -> {
            float time = batch.target().at(0, 0);
            for (int i = 0; i < batch.target().count(); i++) {
                assertThat(batch.target().at(i, 0)).isEqualTo(time);
            }
        });
    }

    /** Sorted times must not all fall to the first leg: a stratified sampler gives them in order. */
    @Test
    void legsAreMixedAmongThePlacesOfTheBatch() {
        make(1, 0);
        double[] to = made.get(0).legs().to();
        long changes = IntStream.range(1, BATCH).filter(k -> to[k] != to[k - 1]).count();
        assertThat(changes).isGreaterThan(8);
    }

    @Test
    void onePlanForSeveralMinibatchesKeepsToTheLegsToo() {
        make(3, 0, 1, 2);
        assertThat(coupled).hasSize(3);
        for (TrainingPairs pairs : made) {
            for (int k = 0; k < BATCH; k++) {
                if (pairs.legs().from()[k] > 0) {
                    assertThat((double) pairs.source().at(k, 0))
                            .isEqualTo(pairs.legs().from()[k]);
                }
            }
        }
    }

    @Test
    void theSameStepMakesTheSamePairs() {
        make(1, 4);
        make(1, 4);
        assertThat(made.get(1).source().values()).isEqualTo(made.get(0).source().values());
        assertThat(made.get(1).legs().to()).isEqualTo(made.get(0).legs().to());
    }

    @Test
    void theNetworkSeesFlowTimesAndVelocitiesInFlowTime() {
        make(1, 0);
        TrainingPairs pairs = made.get(0);
        for (int k = 0; k < BATCH; k++) {
            double from = pairs.legs().from()[k];
            double to = pairs.legs().to()[k];
            double t = from + (to - from) * pairs.t()[k];
            assertThat(inputs.get("t")[k]).isEqualTo((float) t);
            for (int d = 0; d < 2; d++) {
                double slope = (pairs.data().at(k, d) - pairs.source().at(k, d)) / (to - from);
                assertThat((double) inputs.get("target")[2 * k + d])
                        .isCloseTo(slope, org.assertj.core.api.Assertions.within(1e-4 * (1 + Math.abs(slope))));
            }
        }
    }

    private void make(int minibatchesPerPlan, long... steps) {
        PairMaker maker = maker(minibatchesPerPlan);
        for (long step : steps) {
            maker.make(step, new MinibatchWriter() {
                @Override
                public void floats(String input, float[] values) {
                    inputs.put(input, values);
                }

                @Override
                public void integers(String input, int[] values) {
                    throw new AssertionError("no labels were given");
                }
            });
        }
    }

    private PairMaker maker(int minibatchesPerPlan) {
        RandomStreams random = new RandomStreams(5);
        ToyPairs.Linear path = new ToyPairs.Linear();
        TimestepSampler times = new ToyPairs.Uniform();
        Coupling recording = new Coupling() {
            @Override
            public Pairing pair(CouplingBatch batch, RandomGenerator generator) {
                coupled.add(batch);
                int n = batch.target().count();
                int[] reversed = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
                return new Pairing(IntStream.range(0, n).toArray(), reversed, null);
            }

            @Override
            public int otBatch() {
                return minibatchesPerPlan == 1 ? 0 : minibatchesPerPlan * BATCH;
            }
        };
        Objective matching = new RegressionObjective() {
            @Override
            public ProbabilityPath path() {
                return path;
            }

            @Override
            public Prediction prediction() {
                return Prediction.VELOCITY;
            }

            @Override
            public void fill(TrainingPairs pairs, MinibatchWriter out) {
                made.add(pairs);
                RegressionObjective.super.fill(pairs, out);
            }
        };
        return new PairMaker(
                rows(),
                null,
                Part.of(ref(SourceDistribution.class), new ToyData.Gaussian()),
                Part.of(ref(Coupling.class), recording),
                Part.of(ref(TimestepSampler.class), times).as(TrainingTimes.of(times, path)),
                Part.of(ref(Objective.class), matching),
                LabelDropout.NONE,
                false,
                random,
                BATCH,
                Stopwatch.off(),
                CouplingMeter.off());
    }

    private static Rows rows() {
        float[] values = new float[2 * ROWS];
        double[] times = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            times[i] = TIMES[i % 3];
            values[2 * i] = (float) times[i];
            values[2 * i + 1] = i;
        }
        return new Rows(new Points(values, ROWS, 2), SampleShape.of(2), null, 0, times);
    }

    private static <K extends Component> ComponentRef<K> ref(Class<K> kind) {
        return new ComponentRef<>(kind, "toy", new ComponentConfig.None());
    }
}
