package dev.rheo.plugins.solvers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/** Equal steps in a root of time, so that times gather at one end: t = u^p at the source, t = 1 − (1 − u)^p at the data. */
@RheoComponent(
        name = "power",
        summary = "Times that gather at the source (t = u^p) or at the data (t = 1 - (1 - u)^p).",
        formula = "tᵢ = (i/n)^p at the source, 1 − (1 − i/n)^p at the data",
        source = "Song, Meng, Ermon 2021 (DDIM), appendix D.3: quadratic steps")
public final class PowerGrid implements TimeGrid {
    /** The end of the path where the steps are small, with a power above 1. */
    public enum Dense {
        SOURCE,
        DATA
    }

    /** Options. */
    public record Config(
            @Option(
                    value = "The power p; 1 is the uniform grid, below 1 the other end gets the small steps.",
                    defaultsTo = "2",
                    min = 0,
                    above = true,
                    max = 20,
                    source = "2: the quadratic steps of Song, Meng, Ermon 2021")
            double power,

            @Option(
                    value = "The end where the steps are small: source (t = u^p) or data (t = 1 - (1 - u)^p).",
                    defaultsTo = "data")
            Dense dense)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return GridTraits.nonuniform();
        }
    }

    private final Config config;

    @Inject
    public PowerGrid(Config config) {
        this.config = config;
    }

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        return Grids.between(span, steps, i -> {
            double u = (double) i / steps;
            double part = config.dense == Dense.SOURCE ? Math.pow(u, config.power) : 1 - Math.pow(1 - u, config.power);
            return span.from() + span.length() * part;
        });
    }
}
