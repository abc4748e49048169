package dev.rheo.plugins.solvers;

import static dev.rheo.plugins.solvers.Tableaus.row;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.ErrorControl;
import dev.rheo.api.sample.Interpolant;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.SolverTraits;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;
import java.util.List;

/** Bogacki and Shampine's 3(2) pair. Between the steps the cubic Hermite polynomial of both ends. */
@RheoComponent(
        name = "bosh3",
        summary = "Bogacki–Shampine 3(2) with adaptive steps; 3 evaluations each, for loose tolerances.",
        formula = "x' = x + h Σᵢ bᵢ kᵢ, error = h Σᵢ (bᵢ − b̂ᵢ) kᵢ, 4 stages",
        source = "Bogacki, Shampine 1989: A 3(2) pair of Runge–Kutta formulas")
public final class Bosh3 implements RungeKuttaSolver {
    private static final List<Double> B = row(2.0 / 9, 1.0 / 3, 4.0 / 9, 0);
    private static final Interpolant INSIDE = new Interpolant(
            3, List.of(row(1, -4.0 / 3, 5.0 / 9), row(0, 1, -2.0 / 3), row(0, 4.0 / 3, -8.0 / 9), row(0, -1, 1)));
    private static final ButcherTableau TABLEAU = new ButcherTableau(
            3,
            row(0, 1.0 / 2, 3.0 / 4, 1),
            List.of(row(), row(1.0 / 2), row(0, 3.0 / 4), B.subList(0, 3)),
            B,
            row(-5.0 / 72, 1.0 / 12, 1.0 / 9, -1.0 / 8),
            2,
            true,
            INSIDE);

    /** Options. */
    public record Config(@Inline ErrorControl errors) implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.adaptive();
        }
    }

    private final ErrorControl errors;

    @Inject
    public Bosh3(Config config) {
        this.errors = config.errors;
    }

    @Override
    public ButcherTableau tableau() {
        return TABLEAU;
    }

    @Override
    public Stepping stepping() {
        return errors.stepping();
    }
}
