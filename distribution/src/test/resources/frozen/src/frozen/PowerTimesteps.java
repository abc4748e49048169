package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/** Density p t^(p - 1): training times gather near the data. */
@RheoComponent(name = "frozen-power", summary = "Training times that gather near the data.")
public final class PowerTimesteps implements TimestepSampler {
    public record Config(
            @Option(value = "Power p of the cumulative distribution t^p; 1 is uniform.", defaultsTo = "2", min = 1, max = 10)
            double power)
            implements ComponentConfig {}

    private final double power;

    @Inject
    public PowerTimesteps(Config config) {
        this.power = config.power();
    }

    @Override
    public double quantile(double u) {
        return Math.pow(u, 1 / power);
    }

    @Override
    public double cumulative(double t) {
        return Math.pow(t, power);
    }

    @Override
    public double density(double t) {
        return power * Math.pow(t, power - 1);
    }
}
