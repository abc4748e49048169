package dev.rheo.api.sample;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import java.util.Optional;

/**
 * The views of one trained model, and the path that they belong to. The velocity always exists; the others where path, prediction and coupling allow
 * them, which a solver demands by trait ({@code dynamics.score} …) before training.
 */
public interface Dynamics {
    /** u_t(x); with a likelihood if it is a {@link DifferentiableField}, which is stated by trait ({@code dynamics.divergence}). */
    Field velocity();

    /** ∇ log p_t(x), where it can be read from the model. */
    default Optional<Field> score() {
        return Optional.empty();
    }

    /** E[x1 | x_t = x], where it can be read from the model. */
    default Optional<Field> denoised() {
        return Optional.empty();
    }

    /**
     * Where the variance v of an ancestral step lies for this model, as f in ln v = f ln v₁ + (1 − f) ln v₀ with v₀ that of
     * a known datum and v₁ that of standard normal data (Nichol and Dhariwal 2021, eq. 15); present where the objective
     * says which, learned or fixed.
     */
    default Optional<Field> varianceShare() {
        return Optional.empty();
    }

    /**
     * The path whose states the views describe, for solvers that need its coefficients; present on every Gaussian path,
     * which a solver demands by trait ({@code path.gaussian}). Not necessarily the one trained on: a model may be sampled
     * along another schedule.
     */
    default Optional<GaussianPath> path() {
        return Optional.empty();
    }

    /**
     * The views of a network that was trained to estimate {@code prediction} on {@code path}: affine readings of its
     * output.
     */
    static Dynamics reading(ProbabilityPath path, Prediction prediction, Field network) {
        return new PathDynamics(path, prediction, network);
    }

    /** The same of a network that is wrapped before it is read. */
    static Dynamics reading(ProbabilityPath path, Prediction prediction, Preconditioning wrapping, Field network) {
        return reading(path, prediction, PreconditionedField.of(network, wrapping));
    }
}
