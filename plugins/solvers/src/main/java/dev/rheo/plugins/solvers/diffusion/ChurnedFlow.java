package dev.rheo.plugins.solvers.diffusion;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;

/**
 * dx = [u + (e²/2) ∇ log p] dt + e dW, and backwards dx = [−u + (e²/2) ∇ log p] |dt| + e dW: every e(t) ≥ 0 has the path's
 * marginals (Song et al. 2021, appendix D.1; Ma et al. 2024, eq. 5).
 */
final class ChurnedFlow {
    private final Dynamics dynamics;
    private final Field velocity;
    private final Churn churn;
    private final double factor;

    /**
     * @throws IllegalArgumentException on the way back with the churn 'diffusion': g grows without bound towards the source of
     *     many paths, and the last steps would not come nearer to it however short they are
     */
    ChurnedFlow(Problem problem, AddedNoise noise) {
        this.dynamics = problem.dynamics();
        this.velocity = dynamics.velocity();
        this.churn = noise.churn();
        this.factor = noise.factor();
        boolean back = problem.end() < problem.start();
        if (back && churn == Churn.DIFFUSION && factor > 0) {
            throw new IllegalArgumentException("with the churn 'diffusion' there is no way back: g grows without bound"
                    + " towards the source of many paths; use the churn 'constant', 'vanishing' or 'none'");
        }
    }

    /**
     * e(t)², but no more than s(t)²/|h|: a step never draws more noise than the path has. Without this bound g were
     * infinite where a = 0, and the drift stiff where s → 0. The marginals do not depend on it.
     */
    double squaredNoise(double t, double h) {
        if (churn == Churn.NONE || factor == 0) {
            return 0;
        }
        GaussianPath path = path();
        double s = path.s(t);
        double most = s * s / Math.abs(h);
        double wanted = factor * churn.squared(path, t);
        return wanted < most ? wanted : most;
    }

    /** h u + |h| (e²/2) ∇ log p at (x, t), a new array; one evaluation where the velocity tells the score. */
    NDArray increment(NDArray x, double t, double h, double squaredNoise) {
        if (squaredNoise == 0) {
            return velocity.at(x, t).muli(h);
        }
        double ofScore = Math.abs(h) * squaredNoise / 2;
        GaussianPath path = path();
        if (path.identifies(Prediction.VELOCITY, Prediction.SCORE)) {
            Affine score = score(path, t);
            NDArray drift = velocity.at(x, t).muli(h + ofScore * score.ofPrediction());
            return drift.addi(x.mul(ofScore * score.ofX()));
        }
        Field score = dynamics.score().orElseThrow(() -> Needs.missing("the score"));
        return velocity.at(x, t).muli(h).addi(score.at(x, t).muli(ofScore));
    }

    /** Where a = 0 the state is noise, whatever the velocity. */
    private static Affine score(GaussianPath path, double t) {
        double s = path.s(t);
        return path.a(t) == 0 ? new Affine(-1 / (s * s), 0) : path.read(Prediction.VELOCITY, Prediction.SCORE, t);
    }

    private GaussianPath path() {
        return Needs.path(dynamics);
    }
}
