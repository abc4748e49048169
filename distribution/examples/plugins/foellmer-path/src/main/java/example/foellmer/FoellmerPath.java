package example.foellmer;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathTraits;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/**
 * x_t = t x1 + √(1 − t²) x0: the law of the Föllmer process (Brownian motion led to the data, in its own time) after it was
 * scaled. It preserves variance, and the datum enters linearly. At t = 1 the slope of the noise is infinite, hence the cut-off.
 */
@RheoComponent(
        name = "foellmer",
        summary = "The path of the Föllmer flow: the datum grows linearly, the variance stays.",
        formula = "x_t = t x1 + √(1 − t²) x0",
        source = "Dai et al. 2023, Lipschitz transport maps via the Föllmer flow")
public final class FoellmerPath implements GaussianPath {
    public record Config(
            @Option(
                    value = "Training and sampling end this much before t = 1; noise of about √(2 · cutoff) remains.",
                    defaultsTo = "0.001",
                    min = 0,
                    above = true,
                    max = 0.5,
                    unit = "flow time")
            double cutoff)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided();
        }
    }

    private final Interval domain;

    @Inject
    public FoellmerPath(Config config) {
        this.domain = new Interval(0, 1 - config.cutoff());
    }

    @Override
    public Interval domain() {
        return domain;
    }

    @Override
    public double a(double t) {
        return t;
    }

    @Override
    public double b(double t) {
        return 0;
    }

    /** √((1 − t)(1 + t)), which is exact near t = 1. */
    @Override
    public double s(double t) {
        return Math.sqrt((1 - t) * (1 + t));
    }

    @Override
    public double da(double t) {
        return 1;
    }

    @Override
    public double db(double t) {
        return 0;
    }

    @Override
    public double ds(double t) {
        return -t / s(t);
    }

    /** From t² = 1/(1 + exp(−λ)). */
    @Override
    public double timeOfLogSnr(double logSnr) {
        return domain.clip(1 / Math.sqrt(1 + Math.exp(-logSnr)));
    }
}
