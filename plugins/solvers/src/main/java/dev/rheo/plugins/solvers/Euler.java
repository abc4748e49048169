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

/** Euler's method, order 1. */
@RheoComponent(
        name = "euler",
        summary = "Euler's method, order 1.",
        formula = "x' = x + h u(x, t)",
        source = "Hairer, Nørsett, Wanner: Solving ODEs I, II.1")
public final class Euler implements RungeKuttaSolver {
    private static final ButcherTableau TABLEAU = Tableaus.fixed(1, row(0), List.of(row()), row(1));

    /** Options. */
    public record Config(
            @Option(value = "Steps of the time grid; one evaluation of the network each.", defaultsTo = "100", min = 1)
            int steps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.fixedStepsOnGrid();
        }
    }

    private final Config config;

    @Inject
    public Euler(Config config) {
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
