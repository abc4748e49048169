package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;
import java.util.Arrays;

/** t = 1 − k/K for k uniform in 1 … K: k = K is noise, t = 0; the clean datum, k = 0, is left out. */
@RheoComponent(
        name = "discrete-uniform",
        summary = "One of K even training times, each alike.",
        formula = "t = 1 − k/K, k uniform in 1 … K",
        source = "Ho et al. 2020, algorithm 1")
public final class DiscreteUniformTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value = "K, the number of times. A path of discrete time needs its own number.",
                    defaultsTo = "1000",
                    min = 1,
                    max = 1_000_000,
                    source = "Ho et al. 2020, section 4")
            int steps)
            implements ComponentConfig {}

    private final Atoms law;

    @Inject
    public DiscreteUniformTimesteps(Config config) {
        int steps = config.steps();
        double[] times = new double[steps];
        Arrays.setAll(times, i -> (double) i / steps);
        double[] weights = new double[steps];
        Arrays.fill(weights, 1);
        this.law = new Atoms(times, weights);
    }

    @Override
    public double quantile(double u) {
        return law.quantile(u);
    }

    @Override
    public double cumulative(double t) {
        return law.cumulative(t);
    }

    @Override
    public double density(double t) {
        return law.mass(t);
    }

    @Override
    public double[] atoms() {
        return law.times();
    }
}
