package dev.rheo.testkit.grid;

import dev.rheo.api.path.GaussianPath;
import java.util.function.DoubleUnaryOperator;

/** A one-sided path for grids to be laid out on, by its two functions. */
record PlainPath(DoubleUnaryOperator ofData, DoubleUnaryOperator ofNoise) implements GaussianPath {
    private static final double DIFFERENCE = 1e-6;

    /** From noise alone to data alone: a/n goes from 0 to ∞. */
    static final GaussianPath LINEAR = new PlainPath(t -> t, t -> 1 - t);

    /** Noise from 50 to 1/100 beside the data: a/n is finite at both ends. */
    static final GaussianPath EXPLODING = new PlainPath(t -> 1, t -> 50 * Math.pow(2e-4, t));

    @Override
    public double a(double t) {
        return ofData.applyAsDouble(t);
    }

    @Override
    public double b(double t) {
        return 0;
    }

    @Override
    public double s(double t) {
        return ofNoise.applyAsDouble(t);
    }

    @Override
    public double da(double t) {
        return slope(ofData, t);
    }

    @Override
    public double db(double t) {
        return 0;
    }

    @Override
    public double ds(double t) {
        return slope(ofNoise, t);
    }

    private static double slope(DoubleUnaryOperator f, double t) {
        return (f.applyAsDouble(t + DIFFERENCE) - f.applyAsDouble(t - DIFFERENCE)) / (2 * DIFFERENCE);
    }
}
