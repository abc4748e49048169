package dev.rheo.plugins.objectives;

/** Explicit Runge–Kutta methods whose stages each start from the one before: all that is unrolled into a loss. */
public enum UnrolledMethod {
    EULER(new double[] {0}, new double[] {1}),
    MIDPOINT(new double[] {0, 0.5}, new double[] {0, 1}),
    /** The classic one. */
    RK4(new double[] {0, 0.5, 0.5, 1}, new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6});

    private final double[] reach;
    private final double[] weight;

    UnrolledMethod(double[] reach, double[] weight) {
        this.reach = reach;
        this.weight = weight;
    }

    int stages() {
        return reach.length;
    }

    /** How far into the step stage i lies, and how much of the slope of stage i − 1 its state has. */
    double reach(int stage) {
        return reach[stage];
    }

    /** The part of stage i in the step. */
    double weight(int stage) {
        return weight[stage];
    }
}
