package dev.rheo.api.time;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.random.Draws;

/**
 * A distribution of training times on [0, 1]. Thread-safe. The host truncates it to the path's domain by way of
 * {@link #cumulative} and {@link #quantile}, which therefore have to be exact inverses of each other.
 *
 * <p>On a path of discrete time ({@link dev.rheo.api.path.ProbabilityPath#gridTimes}) the host gives each grid time the
 * probability of the cell of times around it; only {@link #cumulative} and {@link #uniforms} are then asked. A law of
 * {@link #atoms} keeps them on either kind of path.
 */
@ComponentKind(value = "timesteps", title = "timestep sampler")
public interface TimestepSampler extends Component {
    /** The time below which a fraction {@code u} of the samples falls, 0 ≤ u ≤ 1. */
    double quantile(double u);

    /** The fraction of samples below {@code t}. */
    double cumulative(double t);

    /**
     * The density at {@code t}, the derivative of {@link #cumulative}; may be infinite at 0 or 1. Where there are
     * {@link #atoms}, the mass at {@code t}.
     */
    double density(double t);

    /**
     * The only times that are ever drawn, ascending; empty for a law with a density. Where there are any,
     * {@link #cumulative} steps at each, counting the mass at t itself, and {@link #quantile} gives one of them. On a path of
     * discrete time they must be among its grid times.
     */
    default double[] atoms() {
        return new double[0];
    }

    /** Whether the density changes the objective or is divided out of it. */
    default Weighting weighting() {
        return Weighting.REWEIGHTS;
    }

    /**
     * Fills the uniforms that {@link #quantile} turns into times, one per row. Low-discrepancy samplers override this;
     * each entry's marginal law must stay uniform.
     */
    default void uniforms(Draws draws, long firstRow, double[] u) {
        draws.uniforms(firstRow, u);
    }

    /** What a density other than uniform means for the objective (MATH: importance against reweighting). */
    enum Weighting {
        /** The loss is averaged over the sampled times: the density is a weight w(t) of the objective. */
        REWEIGHTS,
        /** Each loss is divided by the density: the objective stays, its variance changes. */
        IMPORTANCE
    }
}
