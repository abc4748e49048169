package dev.rheo.testkit.solver;

import dev.rheo.api.sample.ButcherTableau;

/** The order that a method shows in fixed steps on the logistic equation. */
public final class ObservedOrder {
    private ObservedOrder() {}

    /**
     * The slope of log error over log step, by least squares: n = 32 … 256 steps, or 16 … 64 for methods that claim more
     * than order 4, whose error would drown in rounding beyond.
     */
    public static double of(ButcherTableau tableau) {
        int[] steps = tableau.order() <= 4 ? new int[] {32, 64, 128, 256} : new int[] {16, 24, 32, 48, 64};
        Ode ode = Ode.LOGISTIC;
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            double[] end = new Integrator(tableau).solve(ode.field(), ode.start(), ode.from(), ode.to(), steps[i]);
            x[i] = -Math.log(steps[i]);
            y[i] = Math.log(ode.errorOf(end));
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
