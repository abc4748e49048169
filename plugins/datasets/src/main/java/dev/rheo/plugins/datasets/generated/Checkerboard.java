package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * Uniform on the eight squares (column i, row j of a 4×4 board) with i + j even, on [-1, 1]². Arm: the square, from left
 * to right and within a column from below.
 *
 * <p>Published scale: FFJORD's board on [-4, 4]² is scale 4.
 */
@RheoComponent(
        name = "checkerboard",
        summary = "Uniform on every second square of a 4 by 4 board.",
        source = "Grathwohl et al. 2019, FFJORD")
public final class Checkerboard extends PlaneSet {
    /** What {@code checkerboard} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(
                    value =
                            "Standard deviation of the Gaussian noise, relative to the unit shape, whose board has side 2.",
                    defaultsTo = "0",
                    min = 0)
            double noise,

            @Option(
                    value = "Whether rows are labelled with the square (0 to 7, column by column).",
                    defaultsTo = "false")
            boolean labels,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    @Inject
    public Checkerboard(Config config) {
        super("checkerboard", config.plane(), config.noise(), config.labels() ? 8 : 0, config.preparation());
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        int square = draws.integer(row, 0, 8);
        int column = square / 2;
        int line = 2 * (square % 2) + column % 2;
        x[0] = (column + draws.uniform(row, 2)) / 2 - 1;
        x[1] = (line + draws.uniform(row, 3)) / 2 - 1;
        return square;
    }
}
