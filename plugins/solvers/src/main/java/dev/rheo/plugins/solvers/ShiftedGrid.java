package dev.rheo.plugins.solvers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/**
 * The uniform grid shifted towards the source: t = u / (A − (A − 1) u). On the linear path ln SNR falls by 2 ln A, as much
 * as pooling an image to 1/A of its side raises it.
 */
@RheoComponent(
        name = "shifted",
        summary = "The uniform grid with the resolution shift of Stable Diffusion 3.",
        formula = "tᵢ = u / (A − (A − 1) u), u = i/n",
        source = "Esser et al. 2024 (Stable Diffusion 3), eq. 23, in flow time")
public final class ShiftedGrid implements TimeGrid {
    /** Options. */
    public record Config(
            @Option(
                    value =
                            "The shift A: √(m/n) for samples of m numbers where n would need none; 1 is the uniform grid,"
                                    + " below 1 the data gets the small steps.",
                    defaultsTo = "3",
                    min = 0,
                    above = true,
                    max = 1000,
                    source = "3: Esser et al. 2024, for images of 1024 × 1024")
            double shift)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return GridTraits.nonuniform();
        }
    }

    private final Config config;

    @Inject
    public ShiftedGrid(Config config) {
        this.config = config;
    }

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        double shift = config.shift;
        return Grids.between(span, steps, i -> {
            double u = (double) i / steps;
            return span.from() + span.length() * (u / (shift - (shift - 1) * u));
        });
    }
}
