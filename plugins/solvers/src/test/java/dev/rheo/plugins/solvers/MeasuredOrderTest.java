package dev.rheo.plugins.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.solver.ObservedOrder;
import dev.rheo.testkit.solver.SolverRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The coefficients against what the literature prints and measures. */
class MeasuredOrderTest {
    @Test
    void ordersOnTheLogisticEquationAreThoseOfTheReference() {
        assertThat(ObservedOrder.of(new Euler(new Euler.Config(1)).tableau())).isCloseTo(1, within(0.1));
        assertThat(ObservedOrder.of(new Midpoint(new Midpoint.Config(1)).tableau()))
                .isCloseTo(2, within(0.1));
        assertThat(ObservedOrder.of(new Heun(new Heun.Config(1)).tableau())).isCloseTo(2, within(0.1));
        assertThat(ObservedOrder.of(new Rk4(new Rk4.Config(1)).tableau())).isCloseTo(4, within(0.1));
        assertThat(ObservedOrder.of(dopri5())).isBetween(5.1, 5.6);
    }

    @Test
    void dopri5EstimatesTheErrorOfDormandAndPrinceThreeHalvesOfShampines() {
        double[] shampine = {1951.0 / 21600, 0, 22642.0 / 50085, 451.0 / 720, -12231.0 / 42400, 649.0 / 6300, 1.0 / 60};
        ButcherTableau tableau = dopri5();
        List<Double> error = tableau.error();
        for (int i = 0; i < shampine.length; i++) {
            double other = tableau.b().get(i) - shampine[i];
            assertThat(error.get(i)).isCloseTo(1.5 * other, within(1e-14));
        }
    }

    @Test
    void aSignErrorInAnyWeightOfTheEstimateWouldBeSeen() {
        ButcherTableau right = dopri5();
        Stepping stepping = new Dopri5(new Dopri5.Config(1e-5, 1e-5, 100)).stepping();
        for (int i : new int[] {0, 2, 3, 4, 5, 6}) {
            List<Double> error = new ArrayList<>(right.error());
            error.set(i, -error.get(i));
            ButcherTableau wrong = new ButcherTableau(5, right.c(), right.a(), right.b(), error, 4, true);
            assertThat(Rule.violated(SolverRules.all(), new Method(wrong, stepping)))
                    .as("sign of error weight " + i)
                    .containsExactly("S4", "ST3");
        }
    }

    private record Method(ButcherTableau tableau, Stepping stepping) implements RungeKuttaSolver {}

    @Test
    void rk4IsTheClassicMethodAndNotTheThreeEighthsRule() {
        assertThat(new Rk4(new Rk4.Config(1)).tableau().c()).containsExactly(0.0, 0.5, 0.5, 1.0);
    }

    private static ButcherTableau dopri5() {
        return new Dopri5(new Dopri5.Config(1e-5, 1e-5, 100)).tableau();
    }
}
