package dev.rheo.testkit.objective;

import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
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

    /** What the network is to return at {@code t}. */
    Combination target(double t) {
        return Combination.target(path(), prediction, t)
                .wrapped(Combination.state(path(), t), objective.preconditioning(), t);
    }

    /** The state whose scaled form the network sees. */
    double state(double seen, double t) {
        return seen / objective.preconditioning().in(t);
    }

    /** What a wrapped network that returns {@code out} at this state predicts. */
    double prediction(double state, double out, double t) {
        Preconditioning wrapping = objective.preconditioning();
        return wrapping.skip(t) * state + wrapping.out(t) * out;
    }
}
