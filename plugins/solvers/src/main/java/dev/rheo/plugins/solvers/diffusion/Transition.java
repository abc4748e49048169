package dev.rheo.plugins.solvers.diffusion;

import dev.rheo.api.path.GaussianPath;

/**
 * The coefficients of x = a x1 + n z at both ends of a step, and of the noising that leads from the cleaner state back to
 * the noisier one: x_from = (a/a') x_to + √q z for any datum.
 *
 * @param a of the datum where the step begins
 * @param n of the noise (or source sample) there
 * @param aTo of the datum where it ends
 * @param nTo of the noise there
 */
record Transition(double a, double n, double aTo, double nTo) {
    static Transition of(GaussianPath path, double from, double to) {
        return new Transition(path.a(from), path.n(from), path.a(to), path.n(to));
    }

    /** a/a': how much of the end state is still in the state where the step begins. */
    double remaining() {
        return a / aTo;
    }

    /** (n'/a')/(n/a), the ratio of noise levels; 0 where either is without noise or without datum. */
    double levels() {
        return nTo * a / (aTo * n);
    }

    /** q, the variance of the noise that the step takes away. */
    double added() {
        double levels = levels();
        return n * n * (1 - levels * levels);
    }

    /** The standard deviation of the end state given both the state where the step begins and the datum. */
    double posterior() {
        double levels = levels();
        return nTo * Math.sqrt(1 - levels * levels);
    }

    /** What the step to {@code a' D + (share of n') E[z|x]} takes of x and of D = E[x1|x]: κ x + (a' − a κ) D. */
    double ofData(double ofState) {
        return aTo - a * ofState;
    }
}
