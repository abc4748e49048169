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
 * Conditional flow matching: E |out − target|² with the conditional velocity, the noise or the datum as target. Its
 * gradient is that of flow matching on the marginal field; its minimum is not 0 but the mean conditional variance of
 * the target.
 */
@RheoComponent(
        name = "flow-matching",
        summary = "Conditional flow matching: regression of velocity, noise or datum along the path.",
        source = "Lipman et al. 2023, theorem 2; Tong et al. 2024")
public final class FlowMatching implements RegressionObjective {
    /** What the network estimates. */
    public enum Predict {
        VELOCITY(Prediction.VELOCITY),
        NOISE(Prediction.NOISE),
        DATA(Prediction.DATA);

        private final Prediction prediction;

        Predict(Prediction prediction) {
            this.prediction = prediction;
        }
    }

    /** Options. */
    public record Config(
            @Option(
                    value = "What the network estimates: velocity (any path), noise (one-sided paths), data"
                            + " (paths whose endpoints one prediction determines).",
                    defaultsTo = "velocity")
            Predict predict)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = ObjectiveTraits.regression();
            return switch (predict) {
                case VELOCITY -> traits;
                case NOISE ->
                    traits.requires(
                            TraitNames.PATH_ONE_SIDED,
                            "only on a one-sided path is the noise a part of x_t that one prediction determines");
                case DATA ->
                    traits.requires(
                            TraitNames.PATH_ENDPOINTS,
                            "with noise beside both endpoints, E[x1 | x_t] does not determine the velocity");
            };
        }
    }

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
}
