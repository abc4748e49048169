package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * Two interleaving half circles of radius 1, equally likely: (cos θ, sin θ), arm 0, and (1 − cos θ, ½ − sin θ), arm 1,
 * with θ uniform in [0, π] (scikit-learn has θ on a grid). The mean is (½, ¼). Each row draws its arm, so that of n rows
 * n/2 ± √n/2 are on either; {@code balanced} takes turns, with exactly half on each as scikit-learn has.
 *
 * <p>Published scales: scale 2, shift -1, noise 0.05 ([SF]²M, arXiv 2307.03672, appendix F); scale 3, shift -1
 * (torchcfm, whose own noise is uniform and the same for both coordinates); noise 0.1, standardised over all
 * numbers and times 7 (diffusion Schrödinger bridge), is scale 9.682, shift -3.631, noise 0.1.
 */
@RheoComponent(name = "moons", summary = "Two interleaving half circles.", source = "scikit-learn make_moons")
public final class Moons extends PlaneSet {
    /** What {@code moons} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(
                    value =
                            "Standard deviation of the Gaussian noise, relative to the unit shape, whose half circles have radius 1.",
                    defaultsTo = "0.05",
                    min = 0)
            double noise,

            @Option(
                    value = "Whether rows are labelled with the half circle (0 the upper, 1 the lower).",
                    defaultsTo = "false")
            boolean labels,

            @Option(
                    value = "Whether exactly half of all rows lie on each half circle; else each row draws its own.",
                    defaultsTo = "false",
                    source = "scikit-learn make_moons")
            boolean balanced,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    private final boolean balanced;

    @Inject
    public Moons(Config config) {
        super("moons", config.plane(), config.noise(), config.labels() ? 2 : 0, config.preparation());
        balanced = config.balanced();
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        int arm = balanced ? (int) (row % 2) : draws.integer(row, 0, 2);
        double theta = Math.PI * draws.uniform(row, 1);
        x[0] = arm == 0 ? Math.cos(theta) : 1 - Math.cos(theta);
        x[1] = arm == 0 ? Math.sin(theta) : 0.5 - Math.sin(theta);
        return arm;
    }
}
