package dev.rheo.testkit.solver;

import dev.rheo.api.path.GaussianPath;

/**
 * x_t = sin(πt/2) x1 + cos(πt/2) x0 with N(0, I) as x0: curved, so that means move too, and singular at both ends, where
 * step rules go wrong.
 */
final class CircularPath implements GaussianPath {
    private static final double RATE = Math.PI / 2;

    @Override
    public double a(double t) {
        return Math.sin(RATE * t);
    }

    @Override
    public double b(double t) {
        return 0;
    }

    /** Exactly 0 at t = 1. */
    @Override
    public double s(double t) {
        return Math.sin(RATE * (1 - t));
    }

    @Override
    public double da(double t) {
        return RATE * s(t);
    }

    @Override
    public double db(double t) {
        return 0;
    }

    @Override
    public double ds(double t) {
        return -RATE * a(t);
    }
}
