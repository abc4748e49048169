package dev.rheo.plugins.datasets.source;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;
import java.util.Optional;

/** N(0, I) in the units of training. Draws dimension k of row r at the address (r, k). */
@RheoComponent(name = "gaussian", summary = "Standard normal noise.", formula = "x0 ~ N(0, I)")
public final class GaussianSource implements SourceDistribution {
    /** No options; a configuration of its own because it has a trait. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.SOURCE_GAUSSIAN, TraitNames.SOURCE_DENSITY);
        }
    }

    @Inject
    @SuppressWarnings("UnusedVariable") // the parameter tells the host the type of the configuration
    public GaussianSource(Config config) {}

    @Override
    public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
        draws.gaussians(firstRow, count, shape.size(), into, 0);
    }

    @Override
    public Optional<double[]> logDensity(Points rows) {
        double[] density = new double[rows.count()];
        int d = rows.dimension();
        for (int i = 0; i < density.length; i++) {
            double square = 0;
            for (int k = 0; k < d; k++) {
                square += (double) rows.at(i, k) * rows.at(i, k);
            }
            density[i] = -0.5 * (square + d * Math.log(2 * Math.PI));
        }
        return Optional.of(density);
    }
}
