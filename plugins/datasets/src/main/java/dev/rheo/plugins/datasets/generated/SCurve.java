package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * The S in the plane: (sin φ, sign(φ) (cos φ − 1)) with φ uniform in [-3π/2, 3π/2]; arm 0 has φ &lt; 0. It fills
 * [-1, 1] × [-2, 2].
 *
 * <p>Published scale: noise 0.05, scale 1.5 ([SF]²M, arXiv 2307.03672, appendix F).
 */
@RheoComponent(
        name = "s-curve",
        summary = "The profile of the S curve of scikit-learn.",
        source = "scikit-learn make_s_curve, columns 0 and 2")
public final class SCurve extends PlaneSet {
    /** What {@code s-curve} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(
                    value = "Standard deviation of the Gaussian noise, relative to the unit shape, which is 2 wide.",
                    defaultsTo = "0.05",
                    min = 0)
            double noise,

            @Option(value = "Whether rows are labelled with the half of the curve (0 or 1).", defaultsTo = "false")
            boolean labels,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    @Inject
    public SCurve(Config config) {
        super("s-curve", config.plane(), config.noise(), config.labels() ? 2 : 0, config.preparation());
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        double phi = 3 * Math.PI * (draws.uniform(row, 0) - 0.5);
        x[0] = Math.sin(phi);
        x[1] = Math.signum(phi) * (Math.cos(phi) - 1);
        return phi < 0 ? 0 : 1;
    }
}
