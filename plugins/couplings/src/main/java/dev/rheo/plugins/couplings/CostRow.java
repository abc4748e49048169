package dev.rheo.plugins.couplings;

/** A row of costs against column potentials: loops that the compiler turns into vector instructions where it can. */
final class CostRow {
    private CostRow() {}

    /** The largest g − c. */
    static double largest(double[] g, double[] c) {
        double even = Double.NEGATIVE_INFINITY;
        double odd = even;
        int j = 0;
        for (; j + 1 < g.length; j += 2) {
            double first = g[j] - c[j];
            double second = g[j + 1] - c[j + 1];
            even = first > even ? first : even;
            odd = second > odd ? second : odd;
        }
        double rest = j < g.length ? g[j] - c[j] : even;
        return Math.max(rest, Math.max(even, odd));
    }

    /** out = (g − c − peak) perLambda. */
    static void exponents(double[] g, double[] c, double peak, double perLambda, double[] out) {
        for (int j = 0; j < g.length; j++) {
            out[j] = (g[j] - c[j] - peak) * perLambda;
        }
    }

    /** out = min(out, c + peak). */
    static void leastSums(double[] c, double peak, double[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] = Math.min(out[j], c[j] + peak);
        }
    }

    /** Σ x, in four sums. */
    static double sum(double[] x) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 3 < x.length; j += 4) {
            a += x[j];
            b += x[j + 1];
            c += x[j + 2];
            d += x[j + 3];
        }
        for (; j < x.length; j++) {
            a += x[j];
        }
        return (a + b) + (c + d);
    }

    /** x = max(0, x − least): what is below becomes exactly 0. */
    static void cut(double[] x, double least) {
        for (int j = 0; j < x.length; j++) {
            x[j] = Math.max(0, x[j] - least);
        }
    }

    /** x = x factor, and out += x. */
    static void scaleAndAdd(double[] x, double factor, double[] out) {
        for (int j = 0; j < x.length; j++) {
            double scaled = x[j] * factor;
            x[j] = scaled;
            out[j] += scaled;
        }
    }
}
