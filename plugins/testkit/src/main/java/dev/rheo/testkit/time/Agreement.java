package dev.rheo.testkit.time;

import dev.rheo.api.time.TimestepSampler;
import java.util.function.DoubleUnaryOperator;

/**
 * Which two of a sampler's three functions describe the same law. The density is divided by its integral first, so that
 * a wrong factor is not taken for a wrong shape.
 *
 * @param quantileAndCumulative F(Q(u)) = u, to 1e-9
 * @param quantileAndDensity f(Q(u)) Q'(u) = 1, with central differences of step 1e-6
 * @param cumulativeAndDensity F'(t) = f(t), likewise
 */
record Agreement(boolean quantileAndCumulative, boolean quantileAndDensity, boolean cumulativeAndDensity) {
    /** Above the truncation of the differences (1e-7 for laws no narrower than 0.01) and the error of the integral. */
    static final double TOLERANCE = 1e-4;

    private static final double INVERSE = 1e-9;
    private static final double STEP = 1e-6;
    private static final int POINTS = 200;
    private static final int PANELS = 64;
    private static final int DEPTH = 30;
    private static final double[] NODES = {0, 0.5384693101056831, 0.9061798459386640};
    private static final double[] WEIGHTS = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};

    static Agreement of(TimestepSampler sampler) {
        double mass = mass(sampler);
        boolean inverse = true;
        boolean slopeOfQuantile = true;
        boolean slopeOfCumulative = true;
        for (int i = 0; i < POINTS; i++) {
            double u = (i + 0.5) / POINTS;
            double t = sampler.quantile(u);
            double rise = (sampler.quantile(u + STEP) - sampler.quantile(u - STEP)) / (2 * STEP);
            inverse &= Math.abs(sampler.cumulative(t) - u) <= INVERSE;
            slopeOfQuantile &= Math.abs(sampler.density(t) / mass * rise - 1) <= TOLERANCE;
            double r = (i + 0.618) / POINTS; // off the round numbers at which densities may jump
            double slope = (sampler.cumulative(r + STEP) - sampler.cumulative(r - STEP)) / (2 * STEP);
            slopeOfCumulative &= Math.abs(sampler.density(r) / mass - slope) <= TOLERANCE * (1 + slope);
        }
        return new Agreement(inverse, slopeOfQuantile, slopeOfCumulative);
    }

    /**
     * ∫ f over (0, 1) by adaptive Gauss–Legendre, which never evaluates the ends. Each half is stretched by t = ½ y⁸ towards
     * its end, so that a density like t^(−0.7) becomes smooth there.
     */
    static double mass(TimestepSampler sampler) {
        return half(sampler::density) + half(t -> sampler.density(1 - t));
    }

    private static double half(DoubleUnaryOperator density) {
        DoubleUnaryOperator stretched = y -> {
            double cube = y * y * y;
            double at = density.applyAsDouble(0.5 * cube * cube * y * y);
            return Double.isFinite(at) ? 4 * cube * cube * y * at : 0; // a node that rounds to the end
        };
        double sum = 0;
        for (int i = 0; i < PANELS; i++) {
            double from = (double) i / PANELS;
            double to = (i + 1.0) / PANELS;
            sum += refine(stretched, from, to, panel(stretched, from, to), DEPTH);
        }
        return sum;
    }

    private static double refine(DoubleUnaryOperator f, double from, double to, double whole, int depth) {
        double middle = 0.5 * (from + to);
        double left = panel(f, from, middle);
        double right = panel(f, middle, to);
        if (depth == 0 || Math.abs(left + right - whole) <= 1e-10) {
            return left + right;
        }
        return refine(f, from, middle, left, depth - 1) + refine(f, middle, to, right, depth - 1);
    }

    private static double panel(DoubleUnaryOperator f, double from, double to) {
        double half = 0.5 * (to - from);
        double middle = from + half;
        double sum = WEIGHTS[0] * f.applyAsDouble(middle);
        for (int i = 1; i < NODES.length; i++) {
            sum += WEIGHTS[i] * (f.applyAsDouble(middle - half * NODES[i]) + f.applyAsDouble(middle + half * NODES[i]));
        }
        return half * sum;
    }
}
