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

/**
 * Dormand and Prince's 5(4) pair with their own error estimate, which is 3/2 of the one torchdiffeq uses: at equal
 * tolerances Rheo takes somewhat smaller steps.
 */
@RheoComponent(
        name = "dopri5",
        summary = "Dormand–Prince 5(4) with adaptive steps.",
        source = "Dormand, Prince 1980; step control: Hairer, Nørsett, Wanner: Solving ODEs I, II.4")
public final class Dopri5 implements RungeKuttaSolver {
    private static final List<Double> B = row(35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0);
    private static final ButcherTableau TABLEAU = new ButcherTableau(
            5,
            row(0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1),
            List.of(
                    row(),
                    row(1.0 / 5),
                    row(3.0 / 40, 9.0 / 40),
                    row(44.0 / 45, -56.0 / 15, 32.0 / 9),
                    row(19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729),
                    row(9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656),
                    B.subList(0, 6)),
            B,
            row(71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40),
            4,
            true);

    /** Options. */
    public record Config(
            @Option(
                    value = "Relative error allowed in a step, root mean square over the batch.",
                    defaultsTo = "1e-5",
                    min = 0,
                    above = true,
                    max = 1)
            double rtol,

            @Option(
                    value = "Absolute error allowed in a step, root mean square over the batch.",
                    defaultsTo = "1e-5",
                    min = 0,
                    above = true)
            double atol,

            @Option(value = "Attempted steps after which the solve fails.", defaultsTo = "10000", min = 1)
            int maxSteps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.adaptive();
        }
    }

    private final Config config;

    @Inject
    public Dopri5(Config config) {
        this.config = config;
    }

    @Override
    public ButcherTableau tableau() {
        return TABLEAU;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Adaptive(config.rtol, config.atol, 0.9, 0.2, 10, config.maxSteps);
    }
}
