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
 * Equal steps in λ = ln(a²/n²), the ratio of signal to noise. Where λ is infinite at an end of the path, or beyond the
 * bounds given, the grid is laid out between the bounds, and its ends are then moved to those of the path.
 */
@RheoComponent(
        name = "log-snr",
        summary = "Equal steps in the logarithm of signal to noise.",
        formula = "ln(a²/n²)(tᵢ) = λ_lowest + i/n (λ_highest − λ_lowest)",
        source = "Lu et al. 2022 (DPM-Solver), section 3.3, whose λ is half of this one")
public final class LogSnrGrid implements TimeGrid {
    /** Options. */
    public record Config(
            @Option(
                    value = "ln(a²/n²) at the source's end, where the path begins with less.",
                    defaultsTo = "-10",
                    min = -100,
                    max = 100,
                    unit = "nats")
            double lowest,

            @Option(
                    value = "ln(a²/n²) at the data's end, where the path ends with more.",
                    defaultsTo = "10",
                    min = -100,
                    max = 100,
                    unit = "nats")
            double highest)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return GridTraits.inNoise();
        }

        @Override
        public void check(Problems problems) {
            if (lowest >= highest) {
                problems.error(
                        "highest", highest + " is not more than lowest, " + lowest, "Give lowest less than highest.");
            }
        }
    }

    private final Config config;

    @Inject
    public LogSnrGrid(Config config) {
        this.config = config;
    }

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        GaussianPath gaussian = Grids.gaussian(path);
        double low = Math.max(config.lowest, gaussian.logSnr(span.from()));
        double high = Math.min(config.highest, gaussian.logSnr(span.to()));
        if (!(low < high)) {
            throw new IllegalArgumentException("the path's ln(a²/n²) goes from " + gaussian.logSnr(span.from()) + " to "
                    + gaussian.logSnr(span.to()) + ", which leaves nothing between lowest " + config.lowest
                    + " and highest " + config.highest);
        }
        return Grids.between(span, steps, i -> gaussian.timeOfLogSnr(low + (high - low) * i / steps));
    }
}
