package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/**
 * Score matching weighted so that it bounds the likelihood of the diffusion: −E log p ≤ d · loss + what no model changes. The
 * loss is ½ g² |s_θ + x0/s|² in the mean over dimensions, nats for each number. On the noise, which the network estimates by
 * default, the weight is ½ g²/s² = ½ dλ/dt with λ = ln(a²/s²): very large next to the data, which the timestep sampler {@code score-flow}
 * takes out of the loss by drawing times in proportion to it.
 */
@RheoComponent(
        name = "score-flow",
        summary = "Maximum-likelihood training of diffusions; use it with the timestep sampler of the same name.",
        formula = "½ E g²(t) |s_θ(x_t, t) + x0/s|²",
        source = "Song et al. 2021b, theorem 1 and section 5")
public final class ScoreFlow implements RegressionObjective {
    /** Options. */
    public record Config(
            @Option(
                    value = "What the network returns: the noise, so that the score is −out/s; or the score itself.",
                    defaultsTo = "noise",
                    source = "Song et al. 2021, code (scale_by_sigma)")
            ScoreMatching.Predict predict)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return NoisePaths.score()
                    .discourages(
                            TraitNames.TIME_REWEIGHTED,
                            "the loss bounds the likelihood only with times that are uniform, or drawn in proportion to its"
                                    + " weight by the sampler score-flow");
        }
    }

    private final Prediction prediction;
    private final GaussianPath path;

    @Inject
    public ScoreFlow(Config config, ProbabilityPath path) {
        this.prediction = config.predict().prediction();
        this.path = NoisePaths.of(path);
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return prediction;
    }

    @Override
    public boolean weighted() {
        return true;
    }

    /** ½ dλ/dt, or ½ g² for the score; held still over the margin of an end without datum or without noise. */
    @Override
    public double weight(double t) {
        return Weighting.LIKELIHOOD.factor(path, prediction, 1, t) / 2;
    }
}
