package dev.rheo.plugins.objectives;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import java.util.Optional;

/**
 * The SDE dx = drift dt + σ dw and the score of its marginals: velocity = drift − (σ²/2) score, score = −noise/s.
 *
 * @param noise estimates ε of the path
 */
record EntropicDynamics(ProbabilityPath trained, double sigma, Field drift, Field noise) implements Dynamics {
    @Override
    public Field velocity() {
        return (x, t) -> {
            NDArray score = score(x, t);
            NDArray velocity = drift.at(x, t).subi(score.muli(sigma * sigma / 2));
            score.close();
            return velocity;
        };
    }

    @Override
    public Optional<Field> score() {
        return Optional.of(this::score);
    }

    private NDArray score(NDArray x, double t) {
        double inside = trained.domain().clip(t);
        return noise.at(x, inside).muli(-1 / gaussian().s(inside));
    }

    @Override
    public Optional<GaussianPath> path() {
        return Optional.of(gaussian());
    }

    private GaussianPath gaussian() {
        if (trained instanceof GaussianPath gaussian) {
            return gaussian;
        }
        throw new IllegalStateException("entropic action matching needs the coefficients of a Gaussian path");
    }
}
