package dev.rheo.plugins.solvers;

import static dev.rheo.plugins.solvers.Tableaus.row;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.SolverTraits;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;
import java.util.List;

/** The classic Runge–Kutta method, order 4 (not the 3/8 rule that torchdiffeq calls rk4). */
@RheoComponent(
        name = "rk4",
        summary = "The classic Runge–Kutta method, order 4 (not the 3/8 rule that torchdiffeq calls rk4).",
        formula = "x' = x + h/6 (k1 + 2 k2 + 2 k3 + k4)",
        source = "Kutta 1901; Hairer, Nørsett, Wanner: Solving ODEs I, II.1")
public final class Rk4 implements RungeKuttaSolver {
    private static final ButcherTableau TABLEAU = Tableaus.fixed(
            4,
            row(0, 0.5, 0.5, 1),
            List.of(row(), row(0.5), row(0, 0.5), row(0, 0, 1)),
            row(1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6));

    /** Options. */
    public record Config(
            @Option(value = "Steps of the time grid; four evaluations of the network each.", defaultsTo = "25", min = 1)
            int steps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.fixedSteps();
        }
    }

    private final Config config;

    @Inject
    public Rk4(Config config) {
        this.config = config;
    }

    @Override
    public ButcherTableau tableau() {
        return TABLEAU;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }
}
