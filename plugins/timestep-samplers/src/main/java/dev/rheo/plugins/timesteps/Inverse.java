package dev.rheo.plugins.timesteps;

import java.util.function.DoubleUnaryOperator;

/** Where an increasing function of [0, 1] takes a value. */
final class Inverse {
    private static final int STEPS = 200;

    private Inverse() {}

    /** Newton's method, kept between bounds that close in; a step that leaves them is replaced by their middle. */
    static double of(DoubleUnaryOperator function, DoubleUnaryOperator slope, double value, double guess) {
        double lower = 0;
        double upper = 1;
        double t = Math.min(1, Math.max(0, guess));
        for (int i = 0; i < STEPS; i++) {
            double excess = function.applyAsDouble(t) - value;
            if (excess == 0) {
                return t;
            }
            if (excess < 0) {
                lower = t;
            } else {
                upper = t;
            }
            double next = t - excess / slope.applyAsDouble(t);
            if (!(lower < next && next < upper)) {
                next = lower + (upper - lower) / 2;
            }
            if (Math.abs(next - t) <= Math.ulp(t)) {
                return next;
            }
            t = next;
        }
        return t;
    }
}
