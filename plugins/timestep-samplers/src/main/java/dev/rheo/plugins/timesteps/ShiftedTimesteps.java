package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.random.Draws;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Another sampler's times t moved to t / (A − (A − 1) t). On the straight path this lowers the signal-to-noise ratio
 * ln(a²/s²) by 2 ln A. In the paper's time τ = 1 − t it is A τ / (1 + (A − 1) τ).
 */
@RheoComponent(
        name = "shifted",
        summary = "Another sampler's times moved towards the source, for data of higher resolution.",
        formula = "t' = t / (A − (A − 1) t)",
        source = "Esser et al. 2024, eq. 23, with time reversed")
public final class ShiftedTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value =
                            "A: above 1 moves times towards the source, below 1 towards the data. The square root of how many"
                                    + " times more dimensions the data has than what the times were chosen for.",
                    defaultsTo = "3",
                    min = 0.001,
                    max = 1000,
                    source = "Esser et al. 2024, section 5.3.2")
            double factor,

            @Option(value = "The sampler whose times are moved.", defaultsTo = "uniform")
            ComponentRef<TimestepSampler> of)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return of.config().traits();
        }
    }

    private final TimestepSampler of;
    private final double factor;
    private final @Nullable Atoms atoms;

    @Inject
    public ShiftedTimesteps(Config config, Components components) {
        this(components.create(config.of()), config.factor());
    }

    ShiftedTimesteps(TimestepSampler of, double factor) {
        this.of = Evened.fixed(of);
        this.factor = factor;
        double[] own = of.atoms();
        this.atoms = own.length == 0
                ? null
                : new Atoms(
                        Arrays.stream(own).map(this::moved).toArray(),
                        Arrays.stream(own).map(of::density).toArray());
    }

    private double moved(double t) {
        return Math.min(1, t / (factor - (factor - 1) * t));
    }

    private double original(double t) {
        return Math.min(1, factor * t / (1 + (factor - 1) * t));
    }

    @Override
    public double quantile(double u) {
        return atoms != null ? atoms.quantile(u) : moved(of.quantile(u));
    }

    @Override
    public double cumulative(double t) {
        return atoms != null ? atoms.cumulative(t) : of.cumulative(original(t));
    }

    @Override
    public double density(double t) {
        if (atoms != null) {
            return atoms.mass(t);
        }
        double stretch = 1 + (factor - 1) * t;
        return of.density(original(t)) * factor / (stretch * stretch);
    }

    @Override
    public double[] atoms() {
        return atoms != null ? atoms.times() : new double[0];
    }

    @Override
    public Weighting weighting() {
        return of.weighting();
    }

    @Override
    public void uniforms(Draws draws, long firstRow, double[] u) {
        of.uniforms(draws, firstRow, u);
    }
}
