package dev.rheo.testkit.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Stepping.Adaptive;
import dev.rheo.testkit.solver.Integrator.Outcome;
import java.util.Objects;

/** Rules on what a Runge–Kutta method does with equations whose solution is known. */
final class MotionRules {
    private MotionRules() {}

    static void order(ButcherTableau tableau) {
        double observed = ObservedOrder.of(tableau);
        if (tableau.order() <= 4) {
            assertThat(observed).as("observed order").isCloseTo(tableau.order(), within(0.15));
        } else {
            assertThat(observed).as("observed order").isGreaterThan(tableau.order() - 0.2);
        }
    }

    /** States inside the steps have one order more than the interpolant, as far as the method itself has. */
    static void inside(ButcherTableau tableau) {
        int order = Math.min(
                tableau.order(), Objects.requireNonNull(tableau.interpolant()).order() + 1);
        assertThat(ObservedOrder.inside(tableau))
                .as("observed order of the states in the middle of steps")
                .isGreaterThan(order - 0.3);
    }

    /** y' = p t^(p−1) with y = t^p: a method of order p is a quadrature rule of that order. */
    static void quadrature(ButcherTableau tableau) {
        Integrator method = new Integrator(tableau);
        for (int p = 1; p <= tableau.order(); p++) {
            int power = p;
            double[] end = method.solve(
                    (y, t) -> new double[] {power * Math.pow(t, power - 1)},
                    new double[] {Math.pow(0.3, p)},
                    0.3,
                    1.2,
                    2);
            assertThat(end[0]).as("t^" + p + " at t = 1.2").isCloseTo(Math.pow(1.2, p), within(1e-13));
        }
    }

    /** The local error of one step over the linear equation is below |h|^(p+1): the coefficients of exp are matched. */
    static void rotation(ButcherTableau tableau) {
        Ode ode = Ode.ROTATION;
        Integrator method = new Integrator(tableau);
        int steps = 300;
        double h = (ode.to() - ode.from()) / steps;
        double tolerance = (ode.to() - ode.from()) * Math.pow(h, tableau.order());
        double[] there = method.solve(ode.field(), ode.start(), ode.from(), ode.to(), steps);
        assertThat(ode.errorOf(there)).as("error after one turn and a half").isLessThan(tolerance);
        double[] back = method.solve(ode.field(), there, ode.to(), ode.from(), steps);
        assertThat(Ode.distance(back, ode.start())).as("error there and back").isLessThan(2 * tolerance);
    }

    static void straight(ButcherTableau tableau) {
        double[] velocity = {1.5, -0.25};
        double[] end = new Integrator(tableau).solve((y, t) -> velocity.clone(), new double[] {-1, 2}, 0, 1, 1);
        assertThat(end[0]).as("x + v, first coordinate").isCloseTo(0.5, within(1e-14));
        assertThat(end[1]).as("x + v, second coordinate").isCloseTo(1.75, within(1e-14));
    }

    /** Error at most 100 rtol and falling with it, unless below it; a first step far too large for the equation is rejected. */
    static void adaptive(RungeKuttaSolver solver) {
        Integrator method = new Integrator(solver.tableau());
        for (Ode ode : new Ode[] {Ode.LOGISTIC, Ode.ROTATION}) {
            double last = Double.POSITIVE_INFINITY;
            for (double rtol : new double[] {1e-3, 1e-5, 1e-7, 1e-9}) {
                Outcome outcome = method.solve(ode, tolerance(solver, rtol), 1e-3);
                assertThat(outcome.reached()).as("time reached at rtol " + rtol).isEqualTo(ode.to());
                double error = ode.errorOf(outcome.end());
                assertThat(error).as("global error at rtol " + rtol).isLessThanOrEqualTo(100 * rtol);
                assertThat(error)
                        .as("global error at rtol " + rtol + ", smaller than before or below rtol")
                        .isLessThan(Math.max(last, rtol));
                last = error;
            }
        }
        Outcome stiff = method.solve(Ode.STIFF, tolerance(solver, 1e-4), 0.1);
        assertThat(stiff.reached()).as("time reached on the stiff equation").isEqualTo(1);
        assertThat(stiff.rejected()).as("rejected steps on the stiff equation").isPositive();
        assertThat(Ode.STIFF.errorOf(stiff.end()))
                .as("error on the stiff equation")
                .isLessThan(1e-2);
    }

    private static Adaptive tolerance(RungeKuttaSolver solver, double rtol) {
        Adaptive options = (Adaptive) solver.stepping();
        return new Adaptive(
                rtol, rtol, options.control(), options.safety(), options.minFactor(), options.maxFactor(), 10_000);
    }
}
