package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;

/** Every time between two bounds alike. */
@RheoComponent(
        name = "uniform",
        summary = "Uniform training times.",
        formula = "t = from + (to − from) u",
        source = "Lipman et al. 2023, eq. 9; Tong et al. 2024, algorithm 1")
public final class UniformTimesteps implements TimestepSampler {
    public record Config(
            @Option(
                    value = "Earliest time (0 is the source).",
                    defaultsTo = "0",
                    min = 0,
                    max = 1,
                    below = true,
                    unit = "flow time")
            double from,

            @Option(
                    value = "Latest time (1 is the data).",
                    defaultsTo = "1",
                    min = 0,
                    max = 1,
                    above = true,
                    unit = "flow time")
            double to)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (from >= to) {
                problems.error(
                        "from",
                        "no time lies between from = " + from + " and to = " + to,
                        "make from smaller than to; the defaults are 0 and 1");
            }
        }
    }

    private final double from;
    private final double to;

    @Inject
    public UniformTimesteps(Config config) {
        this.from = config.from();
        this.to = config.to();
    }

    @Override
    public double quantile(double u) {
        return Math.min(to, from + u * (to - from));
    }

    @Override
    public double cumulative(double t) {
        return Math.min(1, Math.max(0, (t - from) / (to - from)));
    }

    @Override
    public double density(double t) {
        return from <= t && t <= to ? 1 / (to - from) : 0;
    }
}
