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
        Points source, Points data, @Nullable Points noise, double[] t) {}
