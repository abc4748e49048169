package dev.rheo.plugins.timesteps;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/**
 * Density proportional to g²/s² = dλ/dt, the weight of the likelihood on the error of the noise: uniform in the
 * signal-to-noise ratio λ. It is divided out of the loss, so the objective stays and its variance falls where it weighs
 * by the likelihood. The inverse is the path's own {@link GaussianPath#timeOfLogSnr}.
 *
 * <p>The law lives between two cuts, because λ is infinite where a = 0 or s = 0; the objective is then that of uniform times
 * between the cuts.
 */
@RheoComponent(
        name = "score-flow",
        summary = "Importance sampling for likelihood-weighted objectives: uniform in the signal-to-noise ratio.",
        formula = "density ∝ g²/s² = d/dt ln(a²/s²)",
        source = "Song et al. 2021b, section 5")
public final class ScoreFlowTimesteps extends LogSnrTimesteps {
    public record Config(
            @Option(
                    value = "Earliest time; may be 0 on paths that keep some of the datum there (VP, sub-VP, VE).",
                    defaultsTo = "1e-5",
                    min = 0,
                    max = 1,
                    below = true,
                    unit = "flow time")
            double from,

            @Option(
                    value = "Latest time; the paper's ε is 1 minus this.",
                    defaultsTo = "0.99999",
                    min = 0,
                    max = 1,
                    above = true,
                    unit = "flow time")
            double to)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LogSnrTimesteps.traits();
        }

        @Override
        public void check(Problems problems) {
            if (from >= to) {
                problems.error(
                        "from",
                        "no time lies between from = " + from + " and to = " + to,
                        "make from smaller than to; the defaults are 1e-5 and 0.99999");
            }
        }
    }

    @Inject
    public ScoreFlowTimesteps(Config config, ProbabilityPath path) {
        super(path, new Interval(config.from(), config.to()), Uniform.of(path, config));
    }

    @Override
    public Weighting weighting() {
        return Weighting.IMPORTANCE;
    }

    private record Uniform(double from, double length) implements Law {
        static Uniform of(ProbabilityPath path, Config config) {
            GaussianPath noise = oneSided(path);
            if (noise == null) {
                return new Uniform(0, 1);
            }
            double first = finite(noise, config.from(), "from");
            return new Uniform(first, finite(noise, config.to(), "to") - first);
        }

        private static double finite(GaussianPath path, double t, String option) {
            double logSnr = path.logSnr(path.domain().clip(t));
            if (!Double.isFinite(logSnr)) {
                throw new IllegalArgumentException("the path's signal-to-noise ratio is infinite or zero at " + option
                        + " = " + t + "; cut it off with, for example, from = 1e-5 or to = 0.99999");
            }
            return logSnr;
        }

        @Override
        public double quantile(double u) {
            return from + u * length;
        }

        @Override
        public double cumulative(double logSnr) {
            return (logSnr - from) / length;
        }

        @Override
        public double density(double logSnr) {
            return 1 / length;
        }
    }
}
