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

/**
 * Dormand and Prince's 5(4) pair with their own error estimate, which is 3/2 of the one torchdiffeq uses: at equal
 * tolerances Rheo takes somewhat smaller steps.
 */
@RheoComponent(
        name = "dopri5",
        summary = "Dormand–Prince 5(4) with adaptive steps; 6 evaluations each.",
        formula = "x' = x + h Σᵢ bᵢ kᵢ, error = h Σᵢ (bᵢ − b̂ᵢ) kᵢ, 7 stages",
        source = "Dormand, Prince 1980; step control: Hairer, Nørsett, Wanner: Solving ODEs I, II.4; dense output:"
                + " Shampine 1986")
public final class Dopri5 implements RungeKuttaSolver {
    private static final List<Double> B = row(35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0);
    private static final Interpolant INSIDE = new Interpolant(
            4,
            List.of(
                    row(1, -8048581381.0 / 2820520608.0, 8663915743.0 / 2820520608.0, -12715105075.0 / 11282082432.0),
                    row(0, 0, 0, 0),
                    row(
                            0,
                            131558114200.0 / 32700410799.0,
                            -68118460800.0 / 10900136933.0,
                            87487479700.0 / 32700410799.0),
                    row(0, -1754552775.0 / 470086768.0, 14199869525.0 / 1410260304.0, -10690763975.0 / 1880347072.0),
                    row(
                            0,
                            127303824393.0 / 49829197408.0,
                            -318862633887.0 / 49829197408.0,
                            701980252875.0 / 199316789632.0),
                    row(0, -282668133.0 / 205662961.0, 2019193451.0 / 616988883.0, -1453857185.0 / 822651844.0),
                    row(0, 40617522.0 / 29380423.0, -110615467.0 / 29380423.0, 69997945.0 / 29380423.0)));
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
    public Dopri5(Config config) {
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
