package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * The roll in profile: θ (cos θ, sin θ) / (4.5 π) with θ uniform in [1.5 π, 4.5 π], within the unit disc.
 *
 * <p>Published scales: scikit-learn's roll is scale 14.137; FFJORD's, which is a fifth of it with noise 1 before, is scale
 * 2.827, noise 0.0707.
 */
@RheoComponent(
        name = "swiss-roll",
        summary = "A spiral of one and a half turns.",
        source = "scikit-learn make_swiss_roll, columns 0 and 2")
public final class SwissRoll extends PlaneSet {
    /** What {@code swiss-roll} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(
                    value =
                            "Standard deviation of the Gaussian noise, relative to the unit shape, whose outer radius is 1.",
                    defaultsTo = "0.02",
                    min = 0)
            double noise,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    @Inject
    public SwissRoll(Config config) {
        super("swiss-roll", config.plane(), config.noise(), 0, config.preparation());
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        double theta = 1.5 * Math.PI * (1 + 2 * draws.uniform(row, 0));
        x[0] = theta * Math.cos(theta) / (4.5 * Math.PI);
        x[1] = theta * Math.sin(theta) / (4.5 * Math.PI);
        return 0;
    }
}
