package dev.rheo.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.toy.ToyExperiment;
import dev.rheo.runtime.toy.ToyModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelSamplerTest {
    private final ToyExperiment experiment = new ToyExperiment();

    private RheoModel open() {
        return ToyModels.open(experiment, 2);
    }

    private static void refuses(Kind kind, String message, ThrowingCallable asking) {
        assertThatThrownBy(asking).hasMessageContaining(message).isInstanceOfSatisfying(RheoException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.what()).isNotBlank();
        });
    }

    @Test
    void samplesHaveTheDatasUnitsAndShape() {
        experiment.network = ToyModel.Constant.class;
        try (RheoModel model = open()) {
            Samples samples = model.sampler().sample(2000, 3);
            assertThat(samples.shape()).containsExactly(2);
            assertThat(samples.labels()).isNull();
            assertThat(samples.row(1)).hasSize(2).containsExactly(samples.values()[2], samples.values()[3]);
            double mean = 0;
            for (int i = 0; i < samples.count(); i++) {
                mean += samples.row(i)[0] / samples.count();
            }
            // Standard normal sources moved by 3, in units of 2 around 5; n = 2000, five standard errors of 2/√n.
            assertThat(mean).isCloseTo(ToyModels.SHIFT + ToyModels.SCALE * 3, within(5 * 2 / Math.sqrt(2000)));
        }
    }

    @Test
    void fewSamplesAreTheFirstOfMany() {
        try (RheoModel model = open()) {
            float[] few = model.sampler().sample(10, 7).values();
            float[] many = model.sampler().sample(1000, 7).values();
            float[] same = model.sampler().sample(16, 7).values();
            assertThat(Arrays.copyOf(many, 32)).as("whole batches, to the bit").isEqualTo(same);
            for (int i = 0; i < few.length; i++) {
                assertThat(few[i]).as("a smaller batch, up to last bits").isCloseTo(many[i], within(1e-5f));
            }
            assertThat(model.sampler().sample(10, 8).values()).isNotEqualTo(few);
        }
    }

    @Test
    void batchesComeInOrderAndHoldAllSamples() {
        try (RheoModel model = open()) {
            float[] whole = model.sampler().sample(100, 7).values();
            List<Long> firsts = new ArrayList<>();
            SamplingCost cost = model.sampler().sample(100, 7, batch -> {
                int from = Math.toIntExact(batch.first()) * 2;
                assertThat(batch.values()).isEqualTo(Arrays.copyOfRange(whole, from, from + 2 * batch.count()));
                firsts.add(batch.first());
            });
            assertThat(firsts).hasSize(13).isSorted().startsWith(0L, 8L, 16L);
            assertThat(cost).isEqualTo(new SamplingCost(100, 13, 13 * 4, 0));
        }
    }

    @Test
    void whatTakesABatchMayEndTheSampling() {
        try (RheoModel model = open()) {
            assertThatThrownBy(() -> model.sampler().sample(100_000, 7, batch -> {
                        throw new IllegalStateException("enough");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
        }
    }

    @Test
    void optionsAreThoseOfTheManifestsSection() {
        try (RheoModel model = open()) {
            SamplingCost cost = model.sampler().with("batch=50").sample(100, 1, batch -> {});
            assertThat(cost.batches()).isEqualTo(2);
            assertThat(model.sampler().batch(25).sample(100, 1, batch -> {}).batches())
                    .isEqualTo(4);
            assertThat(model.sampler()
                            .with("sample.solver.type=toy")
                            .sample(10, 1)
                            .values())
                    .isEqualTo(model.sampler().sample(10, 1).values());
        }
    }

    @Test
    void optionsOfGuidanceMayBeChangedToo() {
        experiment.classes = 3;
        experiment.labelDropout = 0.1;
        try (RheoModel model = open()) {
            assertThat(model.sampler()
                            .with("guidance.dropout=0.5")
                            .sample(10, 1)
                            .values())
                    .isEqualTo(model.sampler().sample(10, 1).values());
            refuses(Kind.ARGUMENT, "unknown option 'strength'", () -> model.sampler()
                    .with("guidance.strength=2"));
        }
    }

    @Test
    void wrongOptionsAreRefusedWithTheirFullText() {
        try (RheoModel model = open()) {
            refuses(Kind.ARGUMENT, "no solver named 'eular'", () -> model.sampler()
                    .with("solver.type=eular"));
            refuses(Kind.ARGUMENT, "options are 'batch', 'direction' and", () -> model.sampler()
                    .with("train.steps=5"));
            refuses(Kind.ARGUMENT, "options are 'batch', 'direction' and", () -> model.sampler()
                    .with("solver"));
            refuses(Kind.ARGUMENT, "batches of 0 samples", () -> model.sampler().batch(0));
            refuses(Kind.ARGUMENT, "0 samples", () -> model.sampler().sample(0, 1));
            refuses(Kind.ARGUMENT, "-1 samples", () -> model.sampler().sample(-1, 1, batch -> {}));
            refuses(Kind.ARGUMENT, "do not fit into an array", () -> model.sampler()
                    .sample(1 << 30, 1));
        }
    }

    @Test
    void labelsAreDrawnAsOftenAsTheyComeInTheData() {
        experiment.classes = 3;
        try (RheoModel model = open()) {
            int[] labels = model.sampler().sample(2000, 1).labels();
            assertThat(labels).containsOnly(0, 2);
            // A ninth of class 0: n = 2000, five standard errors.
            double share = Arrays.stream(labels).filter(label -> label == 0).count() / 2000.0;
            assertThat(share).isCloseTo(1 / 9.0, within(5 * Math.sqrt(8 / 81.0 / 2000)));
        }
    }

    @Test
    void labelsOfChoiceAreTakenInTurn() {
        experiment.classes = 3;
        try (RheoModel model = open()) {
            assertThat(model.sampler().labels(1).sample(20, 1).labels())
                    .hasSize(20)
                    .containsOnly(1);
            assertThat(model.sampler().labels(2, 0, 1).batch(2).sample(5, 1).labels())
                    .containsExactly(2, 0, 1, 2, 0);
            assertThat(model.sampler().labels(1).sample(20, 1).values())
                    .isNotEqualTo(model.sampler().labels(2).sample(20, 1).values());
            refuses(Kind.ARGUMENT, "there is no label 3", () -> model.sampler().labels(0, 3));
        }
        experiment.classes = 0;
        try (RheoModel model = open()) {
            refuses(Kind.ARGUMENT, "the model has none", () -> model.sampler().labels(0));
        }
    }

    @Test
    void theVelocityIsInTheDatasUnits() {
        experiment.network = ToyModel.Constant.class;
        try (RheoModel model = open()) {
            assertThat(model.velocity(new float[] {1, 2, 3, 4}, 0.5)).containsExactly(6, 8, 6, 8);
            refuses(Kind.ARGUMENT, "3 numbers are no states", () -> model.velocity(new float[3], 0.5));
            refuses(Kind.ARGUMENT, "t = 1.5", () -> model.velocity(new float[2], 1.5));
            refuses(Kind.ARGUMENT, "t = NaN", () -> model.velocity(new float[2], Double.NaN));
            refuses(Kind.ARGUMENT, "a label was given", () -> model.velocity(new float[2], 0.5, 0));
        }
        experiment.network = ToyModel.Net.class;
        experiment.classes = 3;
        try (RheoModel model = open()) {
            refuses(Kind.ARGUMENT, "0 labels for 1 states", () -> model.velocity(new float[2], 0.5));
        }
    }

    @Test
    void aNetworkThatIsNotTheTrainedOneIsRefused() {
        var saved = ToyModels.saved(experiment);
        ToyExperiment other = new ToyExperiment();
        other.network = ToyModel.Constant.class;
        other.blueprint();
        var manifest = ToyModels.saved(other).manifest();
        var mixed = new dev.rheo.runtime.model.SavedModel(
                manifest, saved.data(), saved.layout(), saved.theta(), saved.provenance());
        refuses(Kind.MODEL, "where the trained one has", () -> Rheo.opening(java.nio.file.Path.of("toy"))
                .open(mixed, other.catalogue(), () -> {}));
    }
}
