package dev.rheo.plugins.paths;

/**
 * A continuously differentiable function through given values at 0, 1/n … 1, as monotone as they are: cubics with harmonic
 * means of the neighbouring secants as slopes (Fritsch and Butland 1984; Fritsch and Carlson 1980).
 */
final class MonotoneCubic {
    private final double[] values;
    private final double[] slopes;

    /** At least three values; kept. */
    MonotoneCubic(double[] values) {
        int n = values.length - 1;
        this.values = values;
        this.slopes = new double[n + 1];
        slopes[0] = end(secant(0), secant(1));
        slopes[n] = end(secant(n - 1), secant(n - 2));
        for (int i = 1; i < n; i++) {
            double before = secant(i - 1);
            double after = secant(i);
            slopes[i] = before * after > 0 ? 2 * before * after / (before + after) : 0;
        }
    }

    private double secant(int i) {
        return (values[i + 1] - values[i]) * (values.length - 1);
    }

    /** Of the parabola through three values, limited so that the cubic stays monotone. */
    private static double end(double nearest, double next) {
        double slope = (3 * nearest - next) / 2;
        if (slope * nearest <= 0) {
            return 0;
        }
        return Math.abs(slope) > 3 * Math.abs(nearest) ? 3 * nearest : slope;
    }

    double value(double t) {
        int i = segment(t);
        double h = 1.0 / (values.length - 1);
        double u = t / h - i;
        double rest = 1 - u;
        return values[i] * (1 + 2 * u) * rest * rest
                + values[i + 1] * u * u * (3 - 2 * u)
                + h * u * rest * (slopes[i] * rest - slopes[i + 1] * u);
    }

    double slope(double t) {
        int i = segment(t);
        double u = t * (values.length - 1) - i;
        return 6 * u * (1 - u) * secant(i) + slopes[i] * (1 - u) * (1 - 3 * u) + slopes[i + 1] * u * (3 * u - 2);
    }

    private int segment(double t) {
        return (int) Math.max(0, Math.min(values.length - 2, Math.floor(t * (values.length - 1))));
    }
}
