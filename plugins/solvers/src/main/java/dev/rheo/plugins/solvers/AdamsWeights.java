package dev.rheo.plugins.solvers;

/**
 * Weights of earlier slopes in an explicit multistep method: the integral over the coming step of the polynomial through
 * them. On a uniform grid the weights of Adams and Bashforth; on any other their order is kept.
 */
final class AdamsWeights {
    private AdamsWeights() {}

    /**
     * One weight for each slope, in units of time: they sum to {@code to − times[0]}.
     *
     * @param times of the slopes, newest first, all different; the newest is where the step begins
     */
    static double[] of(double[] times, double to) {
        double h = to - times[0];
        double[] weights = new double[times.length];
        for (int j = 0; j < weights.length; j++) {
            double[] basis = {1}; // of Lagrange, in powers of (t − times[0]) / h
            for (int m = 0; m < times.length; m++) {
                if (m != j) {
                    basis = times(basis, (times[m] - times[0]) / h, (times[j] - times[m]) / h);
                }
            }
            for (int power = 0; power < basis.length; power++) {
                weights[j] += h * basis[power] / (power + 1);
            }
        }
        return weights;
    }

    /** The polynomial times (s − root) / scale. */
    private static double[] times(double[] polynomial, double root, double scale) {
        double[] product = new double[polynomial.length + 1];
        for (int i = 0; i < polynomial.length; i++) {
            product[i + 1] += polynomial[i] / scale;
            product[i] -= root * polynomial[i] / scale;
        }
        return product;
    }
}
