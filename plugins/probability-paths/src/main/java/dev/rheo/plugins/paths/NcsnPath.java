package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.PathTraits;
import jakarta.inject.Inject;

/**
 * x_t = x1 + σ x0 at L levels of noise that fall geometrically from σ_max at t = 0 to σ_min at t = 1; level i (from 0) lies
 * at t = i/(L − 1). In the notation of variances, σ_i² = γ^{−i} σ_max² with γ = (σ_max/σ_min)^{2/(L − 1)}.
 */
@RheoComponent(
        name = "ncsn",
        summary = "The noise-conditional score network's levels of geometrically falling noise.",
        formula = "x_i = x1 + σ_i x0, σ_i = σ_max (σ_min/σ_max)^(i/(L − 1)) at t = i/(L − 1)",
        source = "Song and Ermon 2019, section 4.1")
public final class NcsnPath extends VarianceExplodingPath {
    public record Config(
            @Option(
                    value = "Levels of noise L.",
                    defaultsTo = "10",
                    min = 2,
                    max = 100_000,
                    source = "Song and Ermon 2019, section 5 (10); 2020, technique 2 (232)")
            int levels,

            @Option(
                    value = "Standard deviation of the noise of the last level.",
                    defaultsTo = "0.01",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Song and Ermon 2019, section 5")
            double sigmaMin,

            @Option(
                    value = "Standard deviation of the noise of the first level.",
                    defaultsTo = "1",
                    min = 0,
                    above = true,
                    unit = "(standardised) data",
                    source = "Song and Ermon 2019, section 5 (1); 2020, technique 1 (50)")
            double sigmaMax)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return PathTraits.oneSided().and(PathTraits.discrete());
        }

        @Override
        public void check(Problems problems) {
            NoiseRange.check(sigmaMin, sigmaMax, problems);
        }
    }

    private final int levels;
    private final double sigmaMin;
    private final double logRatio;

    @Inject
    public NcsnPath(Config config) {
        super(0);
        this.levels = config.levels();
        this.sigmaMin = config.sigmaMin();
        this.logRatio = Math.log(config.sigmaMax() / config.sigmaMin());
    }

    @Override
    public double[] gridTimes() {
        return EvenGrid.times(levels, levels - 1);
    }

    @Override
    public double s(double t) {
        return sigmaMin * Math.exp(logRatio * (1 - t));
    }

    @Override
    public double ds(double t) {
        return -logRatio * s(t);
    }

    @Override
    double tauOf(double sigma) {
        return Math.log(sigma / sigmaMin) / logRatio;
    }
}
