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

/** Heun's method (the explicit trapezoidal rule), order 2. */
@RheoComponent(
        name = "heun",
        summary = "Heun's method (the explicit trapezoidal rule), order 2.",
        formula = "x' = x + h/2 (k1 + k2), k1 = u(x, t), k2 = u(x + h k1, t + h)",
        source = "Hairer, Nørsett, Wanner: Solving ODEs I, II.1")
public final class Heun implements RungeKuttaSolver {
    private static final ButcherTableau TABLEAU = Tableaus.fixed(2, row(0, 1), List.of(row(), row(1)), row(0.5, 0.5));

    /** Options. */
    public record Config(
            @Option(value = "Steps of the time grid; two evaluations of the network each.", defaultsTo = "50", min = 1)
            int steps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.fixedStepsOnGridToTheEnd();
        }
    }

    private final Config config;

    @Inject
    public Heun(Config config) {
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
