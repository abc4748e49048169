package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/**
 * The times at which the straight path has the signal-to-noise ratios that the cosine schedule has at uniform times. The
 * law is symmetric. diffusers weighs the loss with this density instead, under uniform times: the same objective with
 * another variance.
 */
@RheoComponent(
        name = "cos-map",
        summary = "Training times that give the straight path the signal-to-noise ratios of the cosine schedule.",
        formula = "t = sin(πu/2) / (sin(πu/2) + cos(πu/2))",
        source = "Esser et al. 2024, eq. 21")
public final class CosMapTimesteps implements TimestepSampler {
    @Inject
    public CosMapTimesteps() {}

    @Override
    public double quantile(double u) {
        double sine = Math.sin(Math.PI * u / 2);
        return u >= 1 ? 1 : sine / (sine + Math.cos(Math.PI * u / 2));
    }

    @Override
    public double cumulative(double t) {
        return t <= 0 ? 0 : t >= 1 ? 1 : 2 / Math.PI * Math.atan2(t, 1 - t);
    }

    @Override
    public double density(double t) {
        return t < 0 || t > 1 ? 0 : 2 / (Math.PI * (t * t + (1 - t) * (1 - t)));
    }
}
