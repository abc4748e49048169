package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;

/** (1 - w) u + w (1 - cos πu) / 2 over the span: small steps at both ends. */
@RheoComponent(name = "frozen-cosine", summary = "Times that gather at both ends.")
public final class CosineGrid implements TimeGrid {
    public record Config(
            @Option(value = "Share w of the cosine; the rest is the uniform grid.", defaultsTo = "0.5", min = 0, max = 1)
            double share)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.GRID_NONUNIFORM)
                    .requires(TraitNames.SOLVER_FIXED_STEPS, "an adaptive solver chooses its own steps");
        }
    }

    private final double share;

    @Inject
    public CosineGrid(Config config) {
        this.share = config.share();
    }

    @Override
    public double[] times(ProbabilityPath path, Interval span, int steps) {
        double[] times = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            double u = (double) i / steps;
            times[i] = span.from() + span.length() * ((1 - share) * u + share * (1 - Math.cos(Math.PI * u)) / 2);
        }
        times[0] = span.from();
        times[steps] = span.to();
        return times;
    }
}
