package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/**
 * t = u + s (u − sin²(πu/2)), whose density at the ends is 1/(1 + s) and in the middle 1/(1 + s − sπ/2): neither ever
 * vanishes. The law is symmetric, so it is the same in flow time and in the paper's time.
 */
@RheoComponent(
        name = "mode",
        summary = "Training times around the middle, or around both ends, with density everywhere.",
        formula = "t = u + scale (u − sin²(πu/2))",
        source = "Esser et al. 2024, eq. 20")
public final class ModeTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value = "Above 0 the middle is preferred, below 0 the ends, 0 is uniform; below 2/(π − 2).",
                    defaultsTo = "1.29",
                    min = -1,
                    max = 2 / (Math.PI - 2),
                    above = true,
                    below = true,
                    source = "Esser et al. 2024, section 3.1 and table 1")
            double scale)
            implements ComponentConfig {}

    private final double scale;

    @Inject
    public ModeTimesteps(Config config) {
        this.scale = config.scale();
    }

    @Override
    public double quantile(double u) {
        double sine = Math.sin(Math.PI * u / 2);
        return Math.min(1, Math.max(0, u + scale * (u - sine * sine)));
    }

    @Override
    public double cumulative(double t) {
        return t <= 0 ? 0 : t >= 1 ? 1 : Inverse.of(this::quantile, this::slope, t, t);
    }

    @Override
    public double density(double t) {
        return t < 0 || t > 1 ? 0 : 1 / slope(cumulative(t));
    }

    /** dt/du. */
    private double slope(double u) {
        return 1 + scale - scale * Math.PI / 2 * Math.sin(Math.PI * u);
    }
}
