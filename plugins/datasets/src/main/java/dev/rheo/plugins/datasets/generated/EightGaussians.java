package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;

/**
 * Eight equally likely Gaussians on the unit circle, at the angles k π/4 (arm k). Each row draws its arm; {@code balanced} takes
 * turns, with exactly an eighth of the rows on each, as torchdyn has.
 *
 * <p>Published scales: radius 5 with standard deviation 1 ([SF]²M, arXiv 2307.03672, appendix F) is scale 5, noise 0.2;
 * torchcfm's {@code sample_8gaussians} is scale 5, noise 0.1125 (its {@code var = 0.1} enters as covariance √0.1 · I);
 * {@code 3 (4 unit + 0.5 N)} of the diffusion Schrödinger bridge is scale 12, noise 0.125; FFJORD's
 * {@code (4 unit + 0.5 N) / 1.414} is scale 2.829, noise 0.125.
 */
@RheoComponent(
        name = "eight-gaussians",
        summary = "Eight Gaussians around a circle.",
        source = "Tong et al. 2024, arXiv 2302.00482; Grathwohl et al. 2019, FFJORD")
public final class EightGaussians extends PlaneSet {
    /** What {@code eight-gaussians} may be told. */
    public record Config(
            @Inline Plane plane,

            @Option(
                    value = "Standard deviation of the Gaussian noise, relative to the unit shape, whose radius is 1.",
                    defaultsTo = "0.1",
                    min = 0)
            double noise,

            @Option(
                    value = "Whether rows are labelled with the Gaussian (0 to 7, counter-clockwise from the right).",
                    defaultsTo = "false")
            boolean labels,

            @Option(
                    value =
                            "Whether exactly an eighth of all rows comes from each Gaussian; else each row draws its own.",
                    defaultsTo = "false",
                    source = "torchdyn, the data of Tong et al. 2023")
            boolean balanced,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    private final boolean balanced;

    @Inject
    public EightGaussians(Config config) {
        super("eight-gaussians", config.plane(), config.noise(), config.labels() ? 8 : 0, config.preparation());
        balanced = config.balanced();
    }

    @Override
    int unit(Draws draws, long row, double[] x) {
        int arm = balanced ? (int) (row % 8) : draws.integer(row, 0, 8);
        x[0] = Math.cos(arm * Math.PI / 4);
        x[1] = Math.sin(arm * Math.PI / 4);
        return arm;
    }
}
