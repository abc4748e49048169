package dev.rheo.testkit.solver;

/**
 * An initial value problem with a known solution.
 *
 * @param solution at every time of the interval
 */
record Ode(RightSide field, Solution solution, double from, double to) {
    /** y' = y (1 − y), y(0) = 1/10; all elementary differentials of it differ from zero. */
    static final Ode LOGISTIC =
            new Ode((y, t) -> new double[] {y[0] * (1 - y[0])}, t -> new double[] {1 / (1 + 9 * Math.exp(-t))}, 0, 4);

    /** One turn and a half of the plane. */
    static final Ode ROTATION =
            new Ode((y, t) -> new double[] {-y[1], y[0]}, t -> new double[] {Math.cos(t), Math.sin(t)}, 0, 3 * Math.PI);

    /** y' = −1000 (y − cos t), y(0) = 0: an initial layer of width 1/1000, then y ≈ cos t. */
    static final Ode STIFF = new Ode(
            (y, t) -> new double[] {-1000 * (y[0] - Math.cos(t))},
            t -> new double[] {
                (1e6 * Math.cos(t) + 1e3 * Math.sin(t) - 1e6 * Math.exp(-1000 * t)) / (1e6 + 1),
            },
            0,
            1);

    /** dy/dt. */
    @FunctionalInterface
    interface RightSide {
        double[] at(double[] y, double t);
    }

    /** y(t). */
    @FunctionalInterface
    interface Solution {
        double[] at(double t);
    }

    double[] start() {
        return solution.at(from);
    }

    /** Largest coordinate of the difference to the solution at the end. */
    double errorOf(double[] end) {
        return distance(end, solution.at(to));
    }

    static double distance(double[] x, double[] y) {
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i] - y[i]));
        }
        return largest;
    }
}
