package dev.rheo.api.path;

import dev.rheo.api.data.Points;
import org.jspecify.annotations.Nullable;

/**
 * Pairs and times to place on a path, one row each.
 *
 * @param source x0, already in the path's source law
 * @param data x1
 * @param noise ε, standard normal; null where the path has no noise of its own
 * @param t flow times
 */
public record PathBatch(
        Points source, Points data, @Nullable Points noise, double[] t) {
    /** Checks that everything has one row per time and one dimension. */
    public PathBatch(Points source, Points data, @Nullable Points noise, double[] t) {
        this.source = fitting("source samples", source, data, t.length);
        this.data = fitting("data", data, data, t.length);
        this.noise = noise == null ? null : fitting("noise", noise, data, t.length);
        this.t = t;
    }

    private static Points fitting(String what, Points points, Points data, int rows) {
        if (points.count() != rows || points.dimension() != data.dimension()) {
            throw new IllegalArgumentException(what + " of " + points.count() + " x " + points.dimension()
                    + " do not go with " + rows + " times and data of dimension " + data.dimension());
        }
        return points;
    }
}
