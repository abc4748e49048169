package dev.rheo.api.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.data.Points;
import dev.rheo.api.time.Interval;
import org.junit.jupiter.api.Test;

/** What the API derives from the six functions, on x_t = t x1 + (1 − t) z with z in each of its roles. */
class GaussianPathTest {
    private static final Points SOURCE = new Points(new float[] {-1, 2}, 1, 2);
    private static final Points DATA = new Points(new float[] {3, 4}, 1, 2);
    private static final Points NOISE = new Points(new float[] {10, -20}, 1, 2);

    private enum Role {
        ONE_SIDED,
        TWO_SIDED,
        NOISY
    }

    /** On the noisy path s = 0.1 at all times. */
    private record Straight(Role role) implements GaussianPath {
        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return role == Role.ONE_SIDED ? 0 : 1 - t;
        }

        @Override
        public double s(double t) {
            return switch (role) {
                case ONE_SIDED -> 1 - t;
                case TWO_SIDED -> 0;
                case NOISY -> 0.1;
            };
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return oneSided() ? 0 : -1;
        }

        @Override
        public double ds(double t) {
            return oneSided() ? -1 : 0;
        }
    }

    private static float[][] sample(Role role, PathBatch batch) {
        float[][] out = new float[2][2];
        new Straight(role).sample(batch, out[0], out[1]);
        return out;
    }

    @Test
    void sourceSampleIsTheNoiseOfAOneSidedPath() {
        PathBatch batch = new PathBatch(SOURCE, DATA, null, new double[] {0.25});
        assertThat(sample(Role.ONE_SIDED, batch)).isDeepEqualTo(new float[][] {{0, 2.5f}, {4, 2}});
        assertThat(sample(Role.TWO_SIDED, batch)).isDeepEqualTo(new float[][] {{0, 2.5f}, {4, 2}});
    }

    @Test
    void ownNoiseIsAddedWhereThePathHasSome() {
        PathBatch batch = new PathBatch(SOURCE, DATA, NOISE, new double[] {0.25});
        assertThat(sample(Role.NOISY, batch)).isDeepEqualTo(new float[][] {{1, 0.5f}, {4, 2}});
        assertThat(sample(Role.TWO_SIDED, batch)).isDeepEqualTo(new float[][] {{0, 2.5f}, {4, 2}});
    }

    @Test
    void missingNoiseIsRefused() {
        PathBatch batch = new PathBatch(SOURCE, DATA, null, new double[] {0.25});
        assertThatThrownBy(() -> sample(Role.NOISY, batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the batch brings none");
    }

    @Test
    void batchesOfUnequalPartsAreRefused() {
        assertThatThrownBy(() -> new PathBatch(SOURCE, DATA, null, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source samples of 1 x 2 do not go with 2 times and data of dimension 2");
        assertThatThrownBy(() -> new PathBatch(SOURCE, DATA, new Points(new float[1], 1, 1), new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noise of 1 x 1");
    }

    @Test
    void nothingButTheVelocityIsReadFromAPathWithNoise() {
        Straight noisy = new Straight(Role.NOISY);
        assertThat(noisy.identifies(Prediction.VELOCITY, Prediction.VELOCITY)).isTrue();
        assertThat(noisy.identifies(Prediction.VELOCITY, Prediction.DATA)).isFalse();
        assertThat(noisy.identifies(Prediction.DATA, Prediction.VELOCITY)).isFalse();
        assertThatThrownBy(() -> noisy.read(Prediction.DATA, Prediction.VELOCITY, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyOneSidedPathsHaveScoreAndDiffusion() {
        Straight twoSided = new Straight(Role.TWO_SIDED);
        assertThat(twoSided.identifies(Prediction.VELOCITY, Prediction.SCORE)).isFalse();
        assertThatThrownBy(() -> twoSided.diffusion(0.5)).isInstanceOf(IllegalStateException.class);
        assertThat(new Straight(Role.ONE_SIDED).diffusion(0.25)).isCloseTo(2 * 0.75 / 0.25, within(1e-12));
    }

    @Test
    void domainOfAReadingEndsBeforeItsSingularity() {
        Straight oneSided = new Straight(Role.ONE_SIDED);
        Interval late = new Interval(0.02, 1);
        Interval early = new Interval(0, 1 - 0.02);
        assertThat(oneSided.domain(Prediction.NOISE, Prediction.VELOCITY)).isEqualTo(late);
        assertThat(oneSided.domain(Prediction.NOISE, Prediction.DATA)).isEqualTo(late);
        assertThat(oneSided.domain(Prediction.DATA, Prediction.VELOCITY)).isEqualTo(early);
        assertThat(oneSided.domain(Prediction.VELOCITY, Prediction.SCORE)).isEqualTo(early);
        assertThat(oneSided.domain(Prediction.SCORE, Prediction.NOISE)).isEqualTo(early);
        assertThat(oneSided.domain(Prediction.VELOCITY, Prediction.DATA)).isEqualTo(Interval.UNIT);
    }

    @Test
    void readingsCompose() {
        Straight path = new Straight(Role.TWO_SIDED);
        Affine direct = path.read(Prediction.VELOCITY, Prediction.SOURCE, 0.3);
        Affine detour = path.read(Prediction.DATA, Prediction.SOURCE, 0.3)
                .after(path.read(Prediction.VELOCITY, Prediction.DATA, 0.3));
        assertThat(detour.ofX()).isCloseTo(direct.ofX(), within(1e-12));
        assertThat(detour.ofPrediction()).isCloseTo(direct.ofPrediction(), within(1e-12));
        assertThat(direct.apply(2, 5)).isCloseTo(2 - 0.3 * 5, within(1e-12));
    }

    @Test
    void traitsWithdrawTheScoreWithAReasonButKeepTheEndpoints() {
        assertThat(PathTraits.oneSided().provided())
                .filteredOn(provision -> !provision.conditions().isEmpty())
                .singleElement()
                .satisfies(score -> {
                    assertThat(score.trait()).isEqualTo(TraitNames.PATH_SCORE);
                    assertThat(score.because()).contains("no longer tied to the score");
                });
        assertThat(PathTraits.oneSided().provided())
                .extracting(Provision::trait)
                .contains(TraitNames.PATH_ENDPOINTS);
        assertThat(PathTraits.twoSidedNoisy().provided())
                .extracting(Provision::trait)
                .doesNotContain(TraitNames.PATH_ENDPOINTS, TraitNames.PATH_SCORE);
        assertThat(PathTraits.bridge().discouraged())
                .extracting(Demand::trait)
                .containsExactly(TraitNames.COUPLING_INDEPENDENT, TraitNames.COUPLING_EXACT_OT);
    }
}
