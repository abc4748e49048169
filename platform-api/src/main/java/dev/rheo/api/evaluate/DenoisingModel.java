package dev.rheo.api.evaluate;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.path.GaussianPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trained model on host points in the units of training, for metrics of its variational bound. Every call asks the
 * network once for each point, in batches of the manifest's size. Used by the metric's thread.
 */
public interface DenoisingModel {
    /** The path that the model is sampled along. */
    GaussianPath path();

    /** Rows in the units of training. */
    Points trained(Rows rows);

    /** The size of a unit of training in original units, for each number of a sample. */
    double[] units();

    /**
     * E[x1 | x_t = x] of a model without conditions.
     *
     * @param labels a class per point, null for a model without
     */
    Points denoised(Points x, double t, int @Nullable [] labels);

    /**
     * E[x1 | x_t = x, label, conditions].
     *
     * @param of the rows that the points are noised ones of, in original units: their labels and conditions count
     */
    default Points denoised(Points x, double t, Rows of) {
        return denoised(x, t, of.labels());
    }

    /**
     * See {@link dev.rheo.api.sample.Dynamics#varianceShare}; empty if the objective says nothing of it. Of a model without
     * conditions.
     */
    Optional<Points> varianceShare(Points x, double t, int @Nullable [] labels);

    /** The same given label and conditions, as {@link #denoised(Points, double, Rows)}. */
    default Optional<Points> varianceShare(Points x, double t, Rows of) {
        return varianceShare(x, t, of.labels());
    }
}
