package dev.rheo.testkit.objective;

import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import java.util.function.DoubleUnaryOperator;

/**
 * A regression objective with what it declares.
 *
 * @param objective the objective, on a Gaussian path
 * @param prediction what its configuration says that the network estimates
 * @param weight the factor w(t) that its configuration says the loss has; 1 for most
 */
public record ObjectiveSubject(RegressionObjective objective, Prediction prediction, DoubleUnaryOperator weight) {
    /** An objective without weights of its own. */
    public ObjectiveSubject(RegressionObjective objective, Prediction prediction) {
        this(objective, prediction, t -> 1);
    }

    GaussianPath path() {
        return (GaussianPath) objective.path();
    }
}
