package dev.rheo.plugins.paths;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;

/**
 * x_t = a x1 + (1 − a) x0 + √(V a (1 − a)) ε with a = F(t)/V, F = ∫ g² from 0 to t and V = F(1): the bridge between x0 and x1
 * of the process dx = g dw, a Brownian bridge in the time a.
 */
abstract class TimeChangedBridge implements GaussianPath {
    private final double variance;
    private final Interval domain;

    /**
     * @param variance V
     * @param cutoff how far the domain keeps from both ends
     */
    TimeChangedBridge(double variance, double cutoff) {
        this.variance = variance;
        this.domain = new Interval(cutoff, 1 - cutoff);
    }

    @Override
    public final Interval domain() {
        return domain;
    }

    @Override
    public double b(double t) {
        return 1 - a(t);
    }

    @Override
    public final double db(double t) {
        return -da(t);
    }

    @Override
    public final double s(double t) {
        return Math.sqrt(variance * a(t) * b(t));
    }

    @Override
    public final double ds(double t) {
        return variance * da(t) * (b(t) - a(t)) / (2 * s(t));
    }
}
