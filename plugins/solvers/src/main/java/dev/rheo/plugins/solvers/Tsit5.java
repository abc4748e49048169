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

/** Tsitouras's 5(4) pair, whose estimate and fifth-order terms are smaller than those of Dormand and Prince. */
@RheoComponent(
        name = "tsit5",
        summary = "Tsitouras 5(4) with adaptive steps; 6 evaluations each.",
        formula = "x' = x + h Σᵢ bᵢ kᵢ, error = h Σᵢ (bᵢ − b̂ᵢ) kᵢ, 7 stages",
        source =
                "Tsitouras 2011: Runge–Kutta pairs of order 5(4) satisfying only the first column simplifying assumption")
public final class Tsit5 implements RungeKuttaSolver {
    private static final List<Double> B = row(
            0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774, 0);
    private static final Interpolant INSIDE = new Interpolant(
            4,
            List.of(
                    row(1.0, -2.763706197274826, 2.9132554618219126, -1.0530884977290216),
                    row(0.0, 0.13169999999999998, -0.2234, 0.1017),
                    row(0.0, 3.9302962368947516, -5.941033872131505, 2.490627285651253),
                    row(0.0, -12.411077166933676, 30.33818863028232, -16.548102889244902),
                    row(0.0, 37.50931341651104, -88.1789048947664, 47.37952196281928),
                    row(0.0, -27.896526289197286, 65.09189467479366, -34.87065786149661),
                    row(0.0, 1.5, -4.0, 2.5)));
    private static final ButcherTableau TABLEAU = new ButcherTableau(
            5,
            row(0, 0.161, 0.327, 0.9, 0.9800255409045097, 1, 1),
            List.of(
                    row(),
                    row(0.161),
                    row(-0.008480655492356989, 0.335480655492357),
                    row(2.8971530571054935, -6.359448489975075, 4.3622954328695815),
                    row(5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525),
                    row(
                            5.86145544294642,
                            -12.92096931784711,
                            8.159367898576159,
                            -0.071584973281401,
                            -0.028269050394068383),
                    B.subList(0, 6)),
            B,
            row(
                    0.0017800110522257714,
                    0.0008164344596567469,
                    -0.007880878010261995,
                    0.1447110071732629,
                    -0.5823571654525552,
                    0.45808210592918697,
                    -0.015151515151515152),
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
    public Tsit5(Config config) {
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
