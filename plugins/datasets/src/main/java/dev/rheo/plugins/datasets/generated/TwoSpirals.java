package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * Two arms of one and a half turns, equally likely: ±ρ (−cos θ, sin θ) with θ = 3π ρ, ρ = √u, u uniform; arm 0 has the plus
 * sign. Within the unit disc.
 *
 * <p>Published scale: FFJORD's arms are scale 3.1416, noise 0.0318, without the uniform jitter that it adds besides.
 */
@RheoComponent(
        name = "two-spirals",
        summary = "Two spiral arms wound around each other.",
        source = "Grathwohl et al. 2019, FFJORD")
public final class TwoSpirals extends PlaneSet {
    /** What {@code two-spirals} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(
                    value =
                            "Standard deviation of the Gaussian noise, relative to the unit shape, whose outer radius is 1.",
                    defaultsTo = "0.02",
                    min = 0)
            double noise,

            @Option(value = "Whether rows are labelled with the arm (0 or 1).", defaultsTo = "false")
            boolean labels,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    @Inject
    public TwoSpirals(Config config) {
        super("two-spirals", config.plane(), config.noise(), config.labels() ? 2 : 0, config.preparation());
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        int arm = draws.integer(row, 0, 2);
        double rho = Math.sqrt(draws.uniform(row, 1));
        double theta = 3 * Math.PI * rho;
        double sign = arm == 0 ? 1 : -1;
        x[0] = -sign * rho * Math.cos(theta);
        x[1] = sign * rho * Math.sin(theta);
        return arm;
    }
}
