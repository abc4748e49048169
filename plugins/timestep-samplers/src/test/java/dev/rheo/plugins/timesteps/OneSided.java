package dev.rheo.plugins.timesteps;

import dev.rheo.api.path.GaussianPath;
import java.util.function.DoubleUnaryOperator;

/** One-sided paths by formula. */
record OneSided(
        DoubleUnaryOperator alpha, DoubleUnaryOperator sigma, DoubleUnaryOperator dAlpha, DoubleUnaryOperator dSigma)
        implements GaussianPath {
    /** x_t = t x1 + (1 − t) ε. */
    static OneSided straight() {
        return new OneSided(t -> t, t -> 1 - t, t -> 1, t -> -1);
    }

    /** Variance preserving with β from 0.1 to 20, or the one below it. */
    static OneSided vp(boolean sub) {
        DoubleUnaryOperator integral = t -> 0.1 * (1 - t) + 19.9 * (1 - t) * (1 - t) / 2;
        DoubleUnaryOperator beta = t -> 0.1 + 19.9 * (1 - t);
        DoubleUnaryOperator a = t -> Math.exp(-integral.applyAsDouble(t) / 2);
        DoubleUnaryOperator variance = t -> -Math.expm1(-integral.applyAsDouble(t));
        DoubleUnaryOperator s = sub ? variance : t -> Math.sqrt(variance.applyAsDouble(t));
        DoubleUnaryOperator da = t -> beta.applyAsDouble(t) * a.applyAsDouble(t) / 2;
        DoubleUnaryOperator slope = t -> -beta.applyAsDouble(t) * (1 - variance.applyAsDouble(t));
        return new OneSided(a, s, da, sub ? slope : t -> slope.applyAsDouble(t) / (2 * s.applyAsDouble(t)));
    }

    /** x_t = x1 + σ ε with σ from 50 down to 0.01. */
    static OneSided ve() {
        double ratio = Math.log(5000);
        DoubleUnaryOperator s = t -> 0.01 * Math.exp(ratio * (1 - t));
        return new OneSided(t -> 1, s, t -> 0, t -> -ratio * s.applyAsDouble(t));
    }

    /** The two-sided path with the same coefficients. */
    GaussianPath startingFromData() {
        OneSided noise = this;
        return new GaussianPath() {
            @Override
            public double a(double t) {
                return noise.a(t);
            }

            @Override
            public double b(double t) {
                return noise.s(t);
            }

            @Override
            public double s(double t) {
                return 0;
            }

            @Override
            public double da(double t) {
                return noise.da(t);
            }

            @Override
            public double db(double t) {
                return noise.ds(t);
            }

            @Override
            public double ds(double t) {
                return 0;
            }
        };
    }

    @Override
    public double a(double t) {
        return alpha.applyAsDouble(t);
    }

    @Override
    public double b(double t) {
        return 0;
    }

    @Override
    public double s(double t) {
        return sigma.applyAsDouble(t);
    }

    @Override
    public double da(double t) {
        return dAlpha.applyAsDouble(t);
    }

    @Override
    public double db(double t) {
        return 0;
    }

    @Override
    public double ds(double t) {
        return dSigma.applyAsDouble(t);
    }
}
