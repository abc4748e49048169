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

/** Kutta's 3/8 rule, order 4: the method that torchdiffeq calls rk4. */
@RheoComponent(
        name = "rk4-38",
        summary = "Kutta's 3/8 rule, order 4: the method that torchdiffeq calls rk4.",
        formula = "x' = x + h/8 (k1 + 3 k2 + 3 k3 + k4)",
        source = "Kutta 1901; Hairer, Nørsett, Wanner: Solving ODEs I, II.1")
public final class Rk4ThreeEighths implements RungeKuttaSolver {
    private static final ButcherTableau TABLEAU = Tableaus.fixed(
            4,
            row(0, 1.0 / 3, 2.0 / 3, 1),
            List.of(row(), row(1.0 / 3), row(-1.0 / 3, 1), row(1, -1, 1)),
            row(1.0 / 8, 3.0 / 8, 3.0 / 8, 1.0 / 8));

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
    public Rk4ThreeEighths(Config config) {
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
