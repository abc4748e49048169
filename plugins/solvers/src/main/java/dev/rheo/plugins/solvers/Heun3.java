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

/** Heun's method of three stages, order 3. */
@RheoComponent(
        name = "heun3",
        summary = "Heun's method of three stages, order 3.",
        formula = "x' = x + h/4 (k1 + 3 k3), k2 = u(x + h/3 k1, t + h/3), k3 = u(x + 2h/3 k2, t + 2h/3)",
        source = "Heun 1900; Hairer, Nørsett, Wanner: Solving ODEs I, II.1")
public final class Heun3 implements RungeKuttaSolver {
    private static final ButcherTableau TABLEAU = Tableaus.fixed(
            3, row(0, 1.0 / 3, 2.0 / 3), List.of(row(), row(1.0 / 3), row(0, 2.0 / 3)), row(1.0 / 4, 0, 3.0 / 4));

    /** Options. */
    public record Config(
            @Option(
                    value = "Steps of the time grid; three evaluations of the network each.",
                    defaultsTo = "33",
                    min = 1)
            int steps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.fixedSteps();
        }
    }

    private final Config config;

    @Inject
    public Heun3(Config config) {
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
