package dev.rheo.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.runtime.embed.RheoException.Kind;
import dev.rheo.runtime.toy.ToyExperiment;
import org.junit.jupiter.api.Test;

class ConditionedSamplingTest {
    private final ToyExperiment experiment = new ToyExperiment();

    ConditionedSamplingTest() {
        experiment.conditions = true;
    }

    private RheoModel open() {
        return ToyModels.open(experiment, 1);
    }

    @Test
    void conditionsAreDrawnFromTrainingRowsUnlessTheyAreGiven() {
        try (RheoModel model = open()) {
            assertThat(model.conditions()).containsExactly("number");
            float[] drawn = model.sampler().sample(50, 1).conditions();
            assertThat(drawn).isNotNull().hasSize(50);
            for (float each : drawn) {
                assertThat(each).isBetween(10f, 28f);
                assertThat(each % 2).isZero();
            }
            assertThat(model.sampler().conditions(17.5, 3).sample(3, 1).conditions())
                    .containsExactly(17.5f, 3f, 17.5f);
            assertThat(model.sampler().conditions(Double.NaN).sample(50, 1).conditions())
                    .isEqualTo(drawn);
        }
    }

    @Test
    void theModelHeedsThem() {
        try (RheoModel model = open()) {
            float[] one = model.sampler().conditions(10).sample(5, 1).values();
            float[] other = model.sampler().conditions(28).sample(5, 1).values();
            assertThat(one).isNotEqualTo(other);
            assertThat(model.sampler().conditions(10).sample(5, 1).values()).isEqualTo(one);
            float[] x = {5, 5};
            assertThat(model.velocity(x, 0.5, new double[] {10}))
                    .isNotEqualTo(model.velocity(x, 0.5, new double[] {28}));
        }
    }

    @Test
    void labelsAndConditionsMayBeGivenAtOnce() {
        experiment.classes = 3;
        experiment.labelDropout = 0.1;
        try (RheoModel model = open()) {
            Samples samples = model.sampler().labels(2).conditions(11).sample(4, 1);
            assertThat(samples.labels()).containsOnly(2);
            assertThat(samples.conditions()).containsOnly(11f);
        }
    }

    @Test
    void wrongConditionsAreRefused() {
        try (RheoModel model = open()) {
            refuses("a condition is Infinity", () -> model.sampler().conditions(Double.POSITIVE_INFINITY));
            refuses("0 rows of conditions for 1 states", () -> model.velocity(new float[2], 0.5));
        }
        experiment.conditions = false;
        try (RheoModel model = open()) {
            refuses("the model has none", () -> model.sampler().conditions(1));
        }
    }

    @Test
    void knownEntriesComeBackAsTheyAreAndTheOthersAreDrawn() {
        float gap = Float.NaN;
        try (RheoModel model = open()) {
            Samples samples =
                    model.sampler().known(0.1f, gap, gap, gap, 7.25f, -3.5f).sample(20, 1);
            float[] free = model.sampler().sample(20, 1).values();
            for (int i = 0; i < 20; i++) {
                float[] row = samples.row(i);
                switch (i % 3) {
                    case 0 -> {
                        assertThat(row[0]).isEqualTo(0.1f);
                        assertThat(row[1]).isNotEqualTo(free[2 * i + 1]);
                    }
                    case 1 -> {
                        assertThat(row[0]).isCloseTo(free[2 * i], within(1e-5f));
                        assertThat(row[1]).isCloseTo(free[2 * i + 1], within(1e-5f));
                    }
                    default -> assertThat(row).containsExactly(7.25f, -3.5f);
                }
            }
            float[] plain = model.sampler()
                    .with("inpainting.corrections=0")
                    .known(0.1f, gap)
                    .sample(20, 1)
                    .values();
            assertThat(plain[1]).isNotEqualTo(samples.row(0)[1]);
        }
    }

    @Test
    void jumpsBackKeepWhatIsKnownAndGiveOtherSamplesOnceForEachSeed() {
        try (RheoModel model = open()) {
            ModelSampler once = model.sampler().known(0.1f, Float.NaN);
            ModelSampler often = model.sampler()
                    .with("inpainting.resamplings=3", "inpainting.jumpLength=0.5")
                    .known(0.1f, Float.NaN);
            Samples samples = often.sample(20, 1);
            assertThat(samples.values())
                    .isEqualTo(often.sample(20, 1).values())
                    .isNotEqualTo(often.sample(20, 2).values())
                    .isNotEqualTo(once.sample(20, 1).values());
            for (int i = 0; i < 20; i++) {
                assertThat(samples.row(i)[0]).isEqualTo(0.1f);
            }
        }
    }

    @Test
    void jumpsBackNeedANormalSource() {
        experiment.normal = false;
        try (RheoModel model = open()) {
            ModelSampler often =
                    model.sampler().with("inpainting.resamplings=2").known(0.1f, Float.NaN);
            assertThatThrownBy(() -> often.sample(2, 1)).hasMessageContaining("inpainting.resamplings=1");
        }
    }

    @Test
    void wrongKnownEntriesAreRefused() {
        try (RheoModel model = open()) {
            refuses("3 known numbers are not rows", () -> model.sampler().known(1, 2, 3));
            refuses("a known entry is Infinity", () -> model.sampler().known(1, Float.POSITIVE_INFINITY));
        }
    }

    private static void refuses(String why, Runnable act) {
        assertThatThrownBy(act::run)
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        RheoException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ARGUMENT));
    }
}
