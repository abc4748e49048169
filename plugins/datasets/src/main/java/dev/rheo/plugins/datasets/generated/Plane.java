package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.Option;

/**
 * The options that all sets of the plane share.
 *
 * @param samples number of rows
 * @param scale multiplies the unit shape and its noise
 * @param shift is added to both coordinates afterwards
 */
public record Plane(
        @Option(value = "Number of rows to draw.", defaultsTo = "10000", min = 1, max = 1e8)
        int samples,

        @Option(
                value = "Multiplies the unit shape and its noise: x = scale (unit + noise N) + shift.",
                defaultsTo = "1",
                min = 0,
                above = true)
        double scale,

        @Option(value = "Added to both coordinates after scaling.", defaultsTo = "0")
        double shift) {}
