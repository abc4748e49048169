package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/**
 * Denoising score matching: E λ(t) |s_θ(x_t, t) + x0/s|², whose minimiser is the score of the marginals. The paper's J is d/2
 * times the loss, which is a mean over dimensions. The network estimates the noise, s_θ = −out/s, or the score itself; λ is
 * the same for both.
 */
@RheoComponent(
        name = "score-matching",
        summary = "Denoising score matching along a diffusion, weighted by s², g² or a power of s.",
        formula = "E λ(t) |s_θ(x_t, t) + x0/s|²",
        source = "Vincent 2011; Song et al. 2021, eq. 7")
public final class ScoreMatching implements RegressionObjective {
    /** The parametrisation of the score. */
    public enum Predict {
        NOISE(Prediction.NOISE),
        SCORE(Prediction.SCORE);

        private final Prediction prediction;

        Predict(Prediction prediction) {
            this.prediction = prediction;
        }

        Prediction prediction() {
            return prediction;
        }
    }

    /** λ(t). */
    public enum Lambda {
        SIGMA_SQUARED,
        LIKELIHOOD,
        UNIFORM,
        POWER
    }

    /** Options. */
    public record Config(
            @Option(
                    value =
                            "What the network returns: the noise, of one scale at all times, so that the score is −out/s; or"
                                    + " the score itself.",
                    defaultsTo = "noise",
                    source = "Song et al. 2021, code (scale_by_sigma)")
            Predict predict,

            @Option(
                    value =
                            "λ on the error of the score. sigma-squared: s², so that the noise's error counts alike at all"
                                    + " times; likelihood: g², a bound on the likelihood (see score-flow); uniform: 1; power:"
                                    + " s^exponent.",
                    defaultsTo = "sigma-squared",
                    source = "Song et al. 2021, eq. 7; likelihood: Song et al. 2021b, theorem 1")
            Lambda weighting,

            @Option(value = "The exponent of weighting power.", defaultsTo = "2", min = -4, max = 8)
            double exponent)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return NoisePaths.score();
        }
    }

    private final Config config;
    private final GaussianPath path;

    @Inject
    public ScoreMatching(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = NoisePaths.of(path);
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return config.predict.prediction;
    }

    @Override
    public boolean weighted() {
        return config.predict == Predict.SCORE || config.weighting != Lambda.SIGMA_SQUARED;
    }

    /** λ, or λ/s² for the noise; held still over the margin of a singular end, 0 where there is no noise to tell a score. */
    @Override
    public double weight(double t) {
        if (path.s(t) == 0) {
            return 0;
        }
        double inside = Weighting.inside(path, prediction(), t);
        double s = path.s(inside);
        double lambda =
                switch (config.weighting) {
                    case SIGMA_SQUARED -> s * s;
                    case LIKELIHOOD -> path.diffusion(inside);
                    case UNIFORM -> 1;
                    case POWER -> Math.pow(s, config.exponent);
                };
        return config.predict == Predict.SCORE ? lambda : lambda / (s * s);
    }
}
