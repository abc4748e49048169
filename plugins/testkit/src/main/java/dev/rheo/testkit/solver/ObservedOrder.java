package dev.rheo.testkit.solver;

import dev.rheo.api.sample.ButcherTableau;
import java.util.function.IntToDoubleFunction;

/** The order that a method shows in fixed steps on the logistic equation. */
public final class ObservedOrder {
    private ObservedOrder() {}

    /**
     * The slope of log error over log step, by least squares: n = 32 … 256 steps; 16 … 64 for methods that claim more than
     * order 4, and 4 … 16 for more than order 6, whose error would drown in rounding beyond.
     */
    public static double of(ButcherTableau tableau) {
        Ode ode = Ode.LOGISTIC;
        return slope(
                steps(tableau.order()),
                n -> ode.errorOf(new Integrator(tableau).solve(ode.field(), ode.start(), ode.from(), ode.to(), n)));
    }

    /** The same of the states that a method's interpolant gives in the middle of its steps. */
    public static double inside(ButcherTableau tableau) {
        return slope(steps(tableau.order()), n -> new Integrator(tableau).errorInside(Ode.LOGISTIC, n));
    }

    private static int[] steps(int order) {
        if (order > 6) {
            return new int[] {4, 6, 8, 12, 16};
        }
        return order > 4 ? new int[] {16, 24, 32, 48, 64} : new int[] {32, 64, 128, 256};
    }

    private static double slope(int[] steps, IntToDoubleFunction error) {
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            x[i] = -Math.log(steps[i]);
            y[i] = Math.log(error.applyAsDouble(steps[i]));
        }
        return slope(x, y);
    }

    static double slope(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / x.length;
        }
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        return xy / xx;
    }
}
