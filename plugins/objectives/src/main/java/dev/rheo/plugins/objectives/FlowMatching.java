package dev.rheo.plugins.objectives;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.ObjectiveTraits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/**
 * Conditional flow matching: E w |out − target|² with the conditional velocity, or something that determines it, as target.
 * Its gradient is that of flow matching on the marginal field; its minimum is not 0 but the mean conditional variance of
 * the target. w is 1, but s² for the score, whose target −ε/s has unbounded variance where s vanishes.
 */
@RheoComponent(
        name = "flow-matching",
        summary = "Conditional flow matching: regression of velocity, noise, datum, score or v along the path.",
        formula = "E w(t) |out(x_t, t) − target|²",
        source = "Lipman et al. 2023, theorem 2; Tong et al. 2024")
public final class FlowMatching implements RegressionObjective {
    /** What the network estimates. */
    public enum Predict {
        VELOCITY(Prediction.VELOCITY),
        NOISE(Prediction.NOISE),
        DATA(Prediction.DATA),
        SCORE(Prediction.SCORE),
        V(Prediction.V),
        SOURCE(Prediction.SOURCE);

        private final Prediction prediction;

        Predict(Prediction prediction) {
            this.prediction = prediction;
        }
    }

    /** Options. */
    public record Config(
            @Option(
                    value =
                            "What the network estimates. velocity: any path. noise, and v = a ε − s x1: one-sided paths."
                                    + " score, −ε/s weighted by s²: one-sided paths with independent coupling. data: paths"
                                    + " whose endpoints one prediction determines; source: two-sided ones of them.",
                    defaultsTo = "velocity",
                    source = "Lipman et al. 2023 (velocity); Ho et al. 2020 (noise); Song et al. 2021 (score);"
                            + " Salimans and Ho 2022 (v)")
            Predict predict,

            @Option(
                    value =
                            "How errors count at each time. usual: 1 on what is estimated, s² on the score. velocity, noise,"
                                    + " data, v: as if that were estimated (noise is DDPM's simple objective). likelihood: g²/s² on the"
                                    + " noise. On the datum with SNR = a²/s²: min-snr, min(SNR, γ); soft-min-snr, SNR γ/(SNR + γ);"
                                    + " truncated-snr, max(SNR, 1).",
                    defaultsTo = "usual",
                    source =
                            "likelihood: Song et al. 2021b, Kingma et al. 2021; min-snr: Hang et al. 2023; soft-min-snr:"
                                    + " Crowson et al. 2024; truncated-snr: Salimans and Ho 2022")
            Weighting weighting,

            @Option(
                    value =
                            "γ of min-snr and soft-min-snr, the signal-to-noise ratio beyond which errors count no more.",
                    defaultsTo = "5",
                    min = 0,
                    above = true,
                    source = "Hang et al. 2023, section 3.4")
            double gamma)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = ObjectiveTraits.regression().and(weighting.traits());
            return switch (predict) {
                case VELOCITY -> traits.provides(TraitNames.OBJECTIVE_LEGS);
                case NOISE -> traits.requires(TraitNames.PATH_ONE_SIDED, NOISE_IS_SOURCE);
                case V ->
                    traits.requires(TraitNames.PATH_ONE_SIDED, NOISE_IS_SOURCE)
                            .requires(
                                    TraitNames.PATH_GAUSSIAN,
                                    "v = a ε − s x1 is made of the coefficients of a Gaussian path");
                case SCORE ->
                    traits.requires(
                                    TraitNames.PATH_SCORE,
                                    "−ε/s estimates the score of the marginals only on a one-sided path whose noise is"
                                            + " independent of the datum")
                            .requires(TraitNames.PATH_GAUSSIAN, "−ε/s needs the s of a Gaussian path");
                case DATA -> traits.requires(TraitNames.PATH_ENDPOINTS, THREE_UNKNOWNS);
                case SOURCE ->
                    traits.requires(TraitNames.PATH_ENDPOINTS, THREE_UNKNOWNS)
                            .requires(
                                    TraitNames.PATH_TWO_SIDED,
                                    "on a one-sided path the source sample is the noise; predict that");
            };
        }
    }

    private static final String NOISE_IS_SOURCE =
            "only on a one-sided path is the noise a part of x_t that one prediction determines";
    private static final String THREE_UNKNOWNS =
            "with noise beside both endpoints, neither E[x1 | x_t] nor E[x0 | x_t] determines the velocity";

    private final Config config;
    private final ProbabilityPath path;

    @Inject
    public FlowMatching(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = path;
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
        return config.predict == Predict.SCORE || config.weighting != Weighting.USUAL;
    }

    /** For the score by default: s² |out + ε/s|² = |s out + ε|², denoising score matching with its usual weight. */
    @Override
    public double weight(double t) {
        return config.weighting.factor(path, prediction(), config.gamma, t);
    }
}
