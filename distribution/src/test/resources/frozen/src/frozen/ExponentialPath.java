package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/** x_t = a x1 + (1 - a) x0 with a = (exp(k t) - 1) / (exp(k) - 1): straight lines, walked ever faster. */
@RheoComponent(name = "frozen-exponential", summary = "Straight lines from source to data, walked ever faster.")
public final class ExponentialPath implements GaussianPath {
    public record Config(
            @Option(value = "Growth rate k of the speed along the line.", defaultsTo = "2", min = 0, above = true, max = 10)
            double rate)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.twoSided();
        }
    }

    private final double rate;

    @Inject
    public ExponentialPath(Config config) {
        this.rate = config.rate();
    }

    @Override
    public double a(double t) {
        return Math.expm1(rate * t) / Math.expm1(rate);
    }

    @Override
    public double b(double t) {
        return 1 - a(t);
    }

    @Override
    public double s(double t) {
        return 0;
    }

    @Override
    public double da(double t) {
        return rate * Math.exp(rate * t) / Math.expm1(rate);
    }

    @Override
    public double db(double t) {
        return -da(t);
    }

    @Override
    public double ds(double t) {
        return 0;
    }
}
