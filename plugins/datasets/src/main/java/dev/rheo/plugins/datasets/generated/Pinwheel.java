package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * Gaussians elongated along a radius of the unit circle and swept around the origin: with f = 1 + radial · N and
 * g = tangential · N, the point (f, g) is turned clockwise by 2πk/arms + twist · exp(f), where k is the arm.
 *
 * <p>Published scale: FFJORD's is scale 2 with the default shape.
 */
@RheoComponent(
        name = "pinwheel",
        summary = "Swept Gaussian arms around the origin.",
        source = "Johnson et al. 2016, arXiv 1603.06277; Grathwohl et al. 2019, FFJORD")
public final class Pinwheel extends PlaneSet {
    /** What {@code pinwheel} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(value = "Number of arms.", defaultsTo = "5", min = 1, max = 1000)
            int arms,

            @Option(value = "Standard deviation along an arm.", defaultsTo = "0.3", min = 0)
            double radial,

            @Option(value = "Standard deviation across an arm.", defaultsTo = "0.1", min = 0)
            double tangential,

            @Option(value = "How far arms are swept: angle per exp(radius).", defaultsTo = "0.25", unit = "rad")
            double twist,

            @Option(
                    value = "Standard deviation of further Gaussian noise, relative to the unit shape.",
                    defaultsTo = "0",
                    min = 0)
            double noise,

            @Option(value = "Whether rows are labelled with the arm (from 0).", defaultsTo = "false")
            boolean labels,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public Pinwheel(Config config) {
        super("pinwheel", config.plane(), config.noise(), config.labels() ? config.arms() : 0, config.preparation());
        this.config = config;
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        int arm = draws.integer(row, 0, config.arms());
        double along = 1 + config.radial() * draws.gaussian(row, 2);
        double across = config.tangential() * draws.gaussian(row, 3);
        double angle = 2 * Math.PI * arm / config.arms() + config.twist() * Math.exp(along);
        x[0] = along * Math.cos(angle) + across * Math.sin(angle);
        x[1] = -along * Math.sin(angle) + across * Math.cos(angle);
        return arm;
    }
}
