package dev.rheo.plugins.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.ErrorControl;
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
    private static final ErrorControl ERRORS = new ErrorControl(1e-5, 1e-5, Stepping.Control.I, 100);

    @Test
    void ordersOnTheLogisticEquationAreThoseOfTheReference() {
        assertThat(ObservedOrder.of(new Euler(new Euler.Config(1)).tableau())).isCloseTo(1, within(0.1));
        assertThat(ObservedOrder.of(new Midpoint(new Midpoint.Config(1)).tableau()))
                .isCloseTo(2, within(0.1));
        assertThat(ObservedOrder.of(new Heun(new Heun.Config(1)).tableau())).isCloseTo(2, within(0.1));
        assertThat(ObservedOrder.of(new Rk4(new Rk4.Config(1)).tableau())).isCloseTo(4, within(0.1));
        assertThat(ObservedOrder.of(new Heun3(new Heun3.Config(1)).tableau())).isCloseTo(3, within(0.1));
        assertThat(ObservedOrder.of(new Rk4ThreeEighths(new Rk4ThreeEighths.Config(1)).tableau()))
                .isCloseTo(4, within(0.1));
        assertThat(ObservedOrder.of(new Bosh3(new Bosh3.Config(ERRORS)).tableau()))
                .isBetween(2.7, 3.3);
        assertThat(ObservedOrder.of(dopri5())).isBetween(5.1, 5.6);
        assertThat(ObservedOrder.of(new Tsit5(new Tsit5.Config(ERRORS)).tableau()))
                .isBetween(5.3, 6.0);
        assertThat(ObservedOrder.of(new Dopri8(new Dopri8.Config(ERRORS)).tableau()))
                .isBetween(7.8, 8.6);
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
        Stepping stepping = new Dopri5(new Dopri5.Config(ERRORS)).stepping();
        for (int i : new int[] {0, 2, 3, 4, 5, 6}) {
            List<Double> error = new ArrayList<>(right.error());
            error.set(i, -error.get(i));
            ButcherTableau wrong =
                    new ButcherTableau(5, right.c(), right.a(), right.b(), error, 4, true, right.interpolant());
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

    @Test
    void theThreeEighthsRuleIsTheOneThatTorchdiffeqCallsRk4() {
        assertThat(new Rk4ThreeEighths(new Rk4ThreeEighths.Config(1)).tableau().c())
                .containsExactly(0.0, 1.0 / 3, 2.0 / 3, 1.0);
    }

    @Test
    void theMiddleOfADopri5StepIsTheOneThatTorchdiffeqFitsItsQuarticTo() {
        double[] twice = {
            6025192743.0 / 30085553152.0,
            0,
            51252292925.0 / 65400821598.0,
            -2691868925.0 / 45128329728.0,
            187940372067.0 / 1594534317056.0,
            -1776094331.0 / 19743644256.0,
            11237099.0 / 235043384.0
        };
        List<Double> middle = dopri5().interpolant().at(0.5);
        for (int i = 0; i < twice.length; i++) {
            assertThat(middle.get(i)).as("stage " + i).isCloseTo(twice[i] / 2, within(1e-15));
        }
    }

    private static ButcherTableau dopri5() {
        return new Dopri5(new Dopri5.Config(ERRORS)).tableau();
    }
}
