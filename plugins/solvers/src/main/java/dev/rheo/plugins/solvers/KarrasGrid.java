package dev.rheo.plugins.solvers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/**
 * Equal steps in σ^(1/ρ), where σ = n/a is the noise in units of the data. As in the paper, σ falls from its largest value to
 * its smallest in all steps but one, and to that of the path's end in the last, if the path ends with less. The first time is
 * moved to the path's beginning.
 */
@RheoComponent(
        name = "karras",
        summary = "The time steps of Karras et al.: equal in the ρ-th root of the noise level.",
        formula = "σᵢ = (σ_max^(1/ρ) + i/(n − 1) (σ_min^(1/ρ) − σ_max^(1/ρ)))^ρ, σ = n/a",
        source = "Karras et al. 2022 (EDM), eq. 5")
public final class KarrasGrid implements TimeGrid {
    /** Options. */
    public record Config(
            @Option(
                    value = "ρ: 1 is equal steps in noise, infinity equal steps in its logarithm.",
                    defaultsTo = "7",
                    min = 1,
                    max = 100,
                    source = "Karras et al. 2022, table 1")
            double rho,

            @Option(
                    value = "Smallest noise level n/a, in units of the data's standard deviation as trained on.",
                    defaultsTo = "0.002",
                    min = 0,
                    above = true,
                    max = 1e6,
                    unit = "(standardised) data, as n/a",
                    source = "Karras et al. 2022, table 1")
            double sigmaMin,

            @Option(
                    value = "Largest noise level n/a, where the path begins with more.",
                    defaultsTo = "80",
                    min = 0,
                    above = true,
                    max = 1e6,
                    unit = "(standardised) data, as n/a",
                    source = "Karras et al. 2022, table 1")
            double sigmaMax)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return GridTraits.inNoise();
        }

        @Override
        public void check(Problems problems) {
            if (sigmaMin >= sigmaMax) {
                problems.error(
                        "sigmaMax", sigmaMax + " is not more than sigmaMin, " + sigmaMin, "Give a larger sigmaMax.");
            }
        }
    }

    private final Config config;

    @Inject
    public KarrasGrid(Config config) {
        this.config = config;
    }

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        GaussianPath gaussian = Grids.gaussian(path);
        double first = Math.min(config.sigmaMax, sigma(gaussian, span.from()));
        double last = Math.max(config.sigmaMin, sigma(gaussian, span.to()));
        if (!(first > last)) {
            throw new IllegalArgumentException("the path's n/a goes from " + sigma(gaussian, span.from()) + " to "
                    + sigma(gaussian, span.to()) + ", which leaves nothing between sigmaMax " + config.sigmaMax
                    + " and sigmaMin " + config.sigmaMin);
        }
        int falls = sigma(gaussian, span.to()) < last ? steps - 1 : steps;
        double high = Math.pow(first, 1 / config.rho);
        double low = Math.pow(last, 1 / config.rho);
        return Grids.between(span, steps, i -> {
            double sigma = Math.pow(high + (low - high) * i / falls, config.rho);
            return gaussian.timeOfLogSnr(-2 * Math.log(sigma));
        });
    }

    private static double sigma(GaussianPath path, double t) {
        return Math.exp(-path.logSnr(t) / 2);
    }
}
