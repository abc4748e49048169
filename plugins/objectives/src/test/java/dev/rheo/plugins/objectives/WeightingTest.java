package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Factors on errors, against the proportions of the reference: |v|² = (D/a)² |ε|² = (D/s)² |x1|² = (sD/a)² |S|². */
class WeightingTest {
    private static final GaussianPath PATH = new Paths.Trigonometric();
    private static final double GAMMA = 5;

    private static double factor(Weighting weighting, Prediction given, double t) {
        return weighting.factor(PATH, given, GAMMA, t);
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void errorsOfDifferentPredictionsCountTheSameOnceTheyCountAsTheVelocitys() {
        for (double t : new double[] {0.1, 0.5, 0.93}) {
            double a = PATH.a(t);
            double s = PATH.s(t);
            double d = PATH.wronskian(t);
            assertThat(factor(Weighting.VELOCITY, Prediction.VELOCITY, t)).isEqualTo(1);
            assertThat(factor(Weighting.VELOCITY, Prediction.NOISE, t)).isCloseTo(square(d / a), within(1e-9));
            assertThat(factor(Weighting.VELOCITY, Prediction.DATA, t)).isCloseTo(square(d / s), within(1e-9));
            assertThat(factor(Weighting.VELOCITY, Prediction.SCORE, t)).isCloseTo(square(s * d / a), within(1e-9));
        }
    }

    @Test
    void noiseWeightsOnTheDatumAreItsSignalToNoiseRatio() {
        assertThat(factor(Weighting.NOISE, Prediction.DATA, 0.3)).isCloseTo(Math.exp(PATH.logSnr(0.3)), within(1e-9));
    }

    /** dSNR/dt by central differences. */
    @Test
    void theLikelihoodsWeightOnTheDatumIsTheSlopeOfTheSignalToNoiseRatio() {
        for (double t : new double[] {0.1, 0.5, 0.9}) {
            double h = 1e-6;
            double slope = (Math.exp(PATH.logSnr(t + h)) - Math.exp(PATH.logSnr(t - h))) / (2 * h);
            assertThat(factor(Weighting.LIKELIHOOD, Prediction.DATA, t)).isCloseTo(slope, within(1e-6 * slope));
        }
    }

    /** g² of the path's own diffusion. */
    @Test
    void theLikelihoodsWeightOnTheScoreIsTheDiffusion() {
        assertThat(factor(Weighting.LIKELIHOOD, Prediction.SCORE, 0.4)).isCloseTo(PATH.diffusion(0.4), within(1e-9));
    }

    @Test
    void aTruncatedRatioNeverWeighsTheDatumBelowOne() {
        assertThat(factor(Weighting.TRUNCATED_SNR, Prediction.DATA, 0.1)).isEqualTo(1);
        assertThat(factor(Weighting.TRUNCATED_SNR, Prediction.DATA, 0.8))
                .isCloseTo(Math.exp(PATH.logSnr(0.8)), within(1e-9));
    }

    @Test
    void aClippedRatioNeverWeighsTheDatumAboveGamma() {
        double snr = Math.exp(PATH.logSnr(0.3));
        assertThat(snr).isLessThan(GAMMA);
        assertThat(factor(Weighting.MIN_SNR, Prediction.DATA, 0.3)).isCloseTo(snr, within(1e-9));
        assertThat(factor(Weighting.MIN_SNR, Prediction.DATA, 0.95)).isEqualTo(GAMMA);
        assertThat(factor(Weighting.SOFT_MIN_SNR, Prediction.DATA, 0.3))
                .isCloseTo(snr * GAMMA / (snr + GAMMA), within(1e-9));
    }

    @Test
    void everyFactorIsFiniteAtBothEnds() {
        for (Weighting weighting : Weighting.values()) {
            for (Prediction given :
                    List.of(Prediction.VELOCITY, Prediction.DATA, Prediction.NOISE, Prediction.SCORE, Prediction.V)) {
                for (double t : new double[] {0, 1}) {
                    assertThat(factor(weighting, given, t))
                            .as(weighting + " of " + given + " at t = " + t)
                            .isFinite()
                            .isNotNegative();
                }
            }
        }
    }

    @Test
    void weightsOfTheLikelihoodNeedAScore() {
        assertThat(Weighting.LIKELIHOOD.traits().required())
                .extracting(Demand::trait)
                .contains(TraitNames.PATH_SCORE);
    }
}
