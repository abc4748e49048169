package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.Normal;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Noise levels σ_1 &lt; … &lt; σ_N of Karras et al., the i-th with the probability that a log-normal σ lies between σ_i and
 * σ_{i+1}, i = 1 … N − 1. A level is at the time at which the path has it; levels that the path does not have are
 * truncated.
 */
@RheoComponent(
        name = "ict-log-normal",
        summary = "Discrete noise levels with log-normal probabilities, on any one-sided path.",
        formula = "P(σ_i) ∝ Φ((ln σ_{i+1} − mean)/std) − Φ((ln σ_i − mean)/std), s/a = σ_i",
        source = "Song & Dhariwal 2023, section 3.5")
public final class IctLogNormalTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value = "N, the number of levels.",
                    defaultsTo = "1281",
                    min = 2,
                    max = 1_000_000,
                    source = "Song & Dhariwal 2023, section 3.4")
            int levels,

            @Option(
                    value = "The smallest level, σ_1.",
                    defaultsTo = "0.002",
                    min = 0,
                    above = true,
                    unit = "noise level, relative to the data",
                    source = "Karras et al. 2022, table 1")
            double sigmaMin,

            @Option(
                    value = "The largest level, σ_N.",
                    defaultsTo = "80",
                    min = 0,
                    above = true,
                    unit = "noise level, relative to the data",
                    source = "Karras et al. 2022, table 1")
            double sigmaMax,

            @Option(
                    value = "How much denser the levels are near the data: σ^(1/ρ) is evenly spaced.",
                    defaultsTo = "7",
                    min = 1,
                    max = 100,
                    source = "Karras et al. 2022, eq. 5")
            double rho,

            @Option(
                    value = "Mean of ln σ.",
                    defaultsTo = "-1.1",
                    min = -20,
                    max = 20,
                    unit = "ln of the noise level",
                    source = "Song & Dhariwal 2023, table 1")
            double mean,

            @Option(
                    value = "Standard deviation of ln σ.",
                    defaultsTo = "2",
                    min = 0.01,
                    max = 20,
                    unit = "ln of the noise level",
                    source = "Song & Dhariwal 2023, table 1")
            double std)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LogSnrTimesteps.traits();
        }

        @Override
        public void check(Problems problems) {
            if (sigmaMin >= sigmaMax) {
                problems.error(
                        "sigmaMin",
                        "no level lies between sigmaMin = " + sigmaMin + " and sigmaMax = " + sigmaMax,
                        "make sigmaMin smaller than sigmaMax; the defaults are 0.002 and 80");
            }
        }
    }

    private final @Nullable Atoms law;

    @Inject
    public IctLogNormalTimesteps(Config config, ProbabilityPath path) {
        GaussianPath noise = LogSnrTimesteps.oneSided(path);
        this.law = noise == null ? null : law(config, noise);
    }

    private static Atoms law(Config config, GaussianPath path) {
        double lowest = path.logSnr(path.domain().from());
        double highest = path.logSnr(path.domain().to());
        int n = config.levels() - 1;
        double[] times = new double[n];
        double[] masses = new double[n];
        int count = 0;
        for (int i = n - 1; i >= 0; i--) { // levels fall as time rises
            double level = Math.log(level(config, i));
            if (lowest <= -2 * level && -2 * level <= highest) {
                double upper = (Math.log(level(config, i + 1)) - config.mean()) / config.std();
                double lower = (level - config.mean()) / config.std();
                times[count] = path.timeOfLogSnr(-2 * level);
                masses[count++] = Normal.cumulative(upper) - Normal.cumulative(lower);
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("none of the levels " + config.sigmaMin() + " … " + config.sigmaMax()
                    + " is one of the path's, which go from " + Math.exp(-highest / 2) + " to "
                    + Math.exp(-lowest / 2) + "; change sigmaMin and sigmaMax");
        }
        return new Atoms(Arrays.copyOf(times, count), Arrays.copyOf(masses, count));
    }

    /** σ_{i+1}. */
    private static double level(Config config, int i) {
        double root = 1 / config.rho();
        double first = Math.pow(config.sigmaMin(), root);
        double last = Math.pow(config.sigmaMax(), root);
        return Math.pow(first + (double) i / (config.levels() - 1) * (last - first), config.rho());
    }

    private Atoms law() {
        if (law == null) {
            throw new IllegalStateException("the path has no noise levels");
        }
        return law;
    }

    @Override
    public double quantile(double u) {
        return law().quantile(u);
    }

    @Override
    public double cumulative(double t) {
        return law().cumulative(t);
    }

    @Override
    public double density(double t) {
        return law().mass(t);
    }

    @Override
    public double[] atoms() {
        return law == null ? new double[0] : law.times();
    }
}
