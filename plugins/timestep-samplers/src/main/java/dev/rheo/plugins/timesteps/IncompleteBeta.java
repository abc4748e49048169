package dev.rheo.plugins.timesteps;

/** The regularised incomplete beta function I_t(a, b), to about 1e-14, by Lentz's continued fraction (DLMF 8.17.22). */
final class IncompleteBeta {
    private static final double TINY = 1e-300;
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private final double a;
    private final double b;
    private final double logBeta;

    IncompleteBeta(double a, double b) {
        this.a = a;
        this.b = b;
        this.logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    double regularized(double t) {
        if (t <= 0) {
            return 0;
        }
        if (t >= 1) {
            return 1;
        }
        double front = Math.exp(a * Math.log(t) + b * Math.log1p(-t) - logBeta);
        return t < (a + 1) / (a + b + 2) ? front * fraction(a, b, t) / a : 1 - front * fraction(b, a, 1 - t) / b;
    }

    /** t^(a − 1) (1 − t)^(b − 1) / B(a, b). */
    double slope(double t) {
        return Math.exp(power(a - 1, Math.log(t)) + power(b - 1, Math.log1p(-t)) - logBeta);
    }

    /** 0 · ∞ is 0: a base of exponent 0 does not matter. */
    private static double power(double exponent, double logBase) {
        return exponent == 0 ? 0 : exponent * logBase;
    }

    private static double fraction(double a, double b, double t) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * t / (a + 1));
        double value = d;
        double factor = 0;
        for (int m = 1; m < 1000 && Math.abs(factor - 1) > 1e-16; m++) {
            double even = m * (b - m) * t / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * t / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            factor = d * c;
            value *= factor;
        }
        return value;
    }

    private static double away(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /** ln Γ(x) for x &gt; 0 (Lanczos, g = 7). */
    private static double logGamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double shifted = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(shifted) - shifted + Math.log(sum);
    }
}
