package dev.rheo.plugins.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.plugins.objectives.ScoreMatching.Lambda;
import dev.rheo.plugins.objectives.ScoreMatching.Predict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Denoising score matching, NCSN and ScoreFlow: one loss under different weights and parametrisations. */
class ScoreMatchingTest {
    private static final GaussianPath PATH = new Paths.Exploding();
    private static final double T = 0.55;
    private static final double VARIANCE = 2;
    private static final int N = 20_000;

    private static ScoreMatching denoising(Predict predict, Lambda lambda) {
        return new ScoreMatching(new ScoreMatching.Config(predict, lambda, 4), PATH);
    }

    private static Trial trial(Objective objective) {
        return Trial.of(objective, 2, VARIANCE, Trial.all(N, T));
    }

    private static double score(Lambda lambda, double c) {
        return trial(denoising(Predict.SCORE, lambda)).loss((net, x) -> net.mul(x, -1 / c));
    }

    /** The score −x/c as noise s x/c. */
    private static double noise(Lambda lambda, double c) {
        return trial(denoising(Predict.NOISE, lambda)).loss((net, x) -> net.mul(x, PATH.s(T) / c));
    }

    @Test
    void theLossIsThatOfTheScoreWhateverTheNetworkReturns() {
        for (Lambda lambda : Lambda.values()) {
            double expected = score(lambda, 1.7);
            assertThat(noise(lambda, 1.7)).as(lambda.name()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void weightsAreFactorsOnTheErrorOfTheScore() {
        double uniform = score(Lambda.UNIFORM, 1.7);
        double s = PATH.s(T);
        assertThat(score(Lambda.SIGMA_SQUARED, 1.7)).isCloseTo(s * s * uniform, within(1e-5));
        assertThat(score(Lambda.LIKELIHOOD, 1.7)).isCloseTo(PATH.diffusion(T) * uniform, within(1e-4));
        assertThat(score(Lambda.POWER, 1.7)).isCloseTo(Math.pow(s, 4) * uniform, within(1e-5));
    }

    /** E |ε − ε̂|² of the exact score is a² v/(a² v + s²) (11.9); n = 40 000 squares, 4 standard errors of √2. */
    @Test
    void theExactScoreHasTheIrreducibleLoss() {
        double total = VARIANCE + PATH.s(T) * PATH.s(T);
        double least = VARIANCE / total;
        assertThat(score(Lambda.SIGMA_SQUARED, total)).isCloseTo(least, within(4 * least * Math.sqrt(2.0 / (2 * N))));
        assertThat(score(Lambda.SIGMA_SQUARED, 1.1 * total)).isGreaterThan(score(Lambda.SIGMA_SQUARED, total));
        assertThat(score(Lambda.SIGMA_SQUARED, total / 1.1)).isGreaterThan(score(Lambda.SIGMA_SQUARED, total));
    }

    @Test
    void ncsnIsDenoisingScoreMatchingOfTheNetworkOverSigma() {
        double ncsn = trial(new Ncsn(new Ncsn.Config(2, false), PATH)).loss((net, x) -> net.mul(x, -PATH.s(T) / 1.7));
        assertThat(ncsn).isCloseTo(score(Lambda.SIGMA_SQUARED, 1.7), within(1e-5));
        double plain = trial(new Ncsn(new Ncsn.Config(0, false), PATH)).loss((net, x) -> net.mul(x, -PATH.s(T) / 1.7));
        assertThat(plain).isCloseTo(score(Lambda.UNIFORM, 1.7), within(1e-4));
    }

    @Test
    void scoreFlowIsHalfTheLikelihoodWeightedLoss() {
        double flow = trial(new ScoreFlow(new ScoreFlow.Config(ScoreMatching.Predict.NOISE), PATH))
                .loss((net, x) -> net.mul(x, PATH.s(T) / 1.7));
        assertThat(flow).isCloseTo(score(Lambda.LIKELIHOOD, 1.7) / 2, within(1e-4));
    }

    @Test
    void scoresAreRefusedWhereNoiseAndDatumAreTied() {
        for (ComponentConfig config : List.of(
                new ScoreMatching.Config(Predict.NOISE, Lambda.LIKELIHOOD, 2),
                new Ncsn.Config(2, false),
                new ScoreFlow.Config(ScoreMatching.Predict.NOISE),
                new Edm.Config(1))) {
            assertThat(config.traits().required())
                    .as(config.toString())
                    .extracting(Demand::trait)
                    .containsExactly(TraitNames.PATH_SCORE, TraitNames.PATH_GAUSSIAN);
        }
    }
}
