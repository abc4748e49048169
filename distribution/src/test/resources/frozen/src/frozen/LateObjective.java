package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.ObjectiveTraits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import jakarta.inject.Inject;

/** Flow matching with the loss weighted by 1 + k t: errors near the data count more. */
@RheoComponent(name = "frozen-late", summary = "Flow matching whose errors near the data count more.")
public final class LateObjective implements RegressionObjective {
    public record Config(
            @Option(value = "Growth k of the weight 1 + k t.", defaultsTo = "1", min = 0, max = 100)
            double growth)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return ObjectiveTraits.regression();
        }
    }

    private final double growth;
    private final ProbabilityPath path;

    @Inject
    public LateObjective(Config config, ProbabilityPath path) {
        this.growth = config.growth();
        this.path = path;
    }

    @Override
    public ProbabilityPath path() {
        return path;
    }

    @Override
    public Prediction prediction() {
        return Prediction.VELOCITY;
    }

    @Override
    public boolean weighted() {
        return true;
    }

    @Override
    public double weight(double t) {
        return 1 + growth * t;
    }
}
