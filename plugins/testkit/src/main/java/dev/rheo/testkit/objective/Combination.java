package dev.rheo.testkit.objective;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Preconditioning;
import dev.rheo.api.path.Prediction;

/**
 * ofData · x1 + ofSource · x0 + ofNoise · ε: what x_t, and everything that can be predicted from it, is made of.
 */
record Combination(double ofData, double ofSource, double ofNoise) {
    /** x_t. On a one-sided path the source sample is the noise. */
    static Combination state(GaussianPath path, double t) {
        return path.oneSided()
                ? new Combination(path.a(t), path.s(t), 0)
                : new Combination(path.a(t), path.b(t), path.s(t));
    }

    /** The target of a prediction. */
    static Combination target(GaussianPath path, Prediction prediction, double t) {
        return switch (prediction) {
            case VELOCITY ->
                path.oneSided()
                        ? new Combination(path.da(t), path.ds(t), 0)
                        : new Combination(path.da(t), path.db(t), path.ds(t));
            case DATA -> new Combination(1, 0, 0);
            case NOISE, SOURCE -> new Combination(0, 1, 0);
            case SCORE -> new Combination(0, -1 / path.s(t), 0);
            case V -> new Combination(-path.s(t), path.a(t), 0);
        };
    }

    /** What a wrapped network has to return for it: (this − skip state)/out. */
    Combination wrapped(Combination state, Preconditioning wrapping, double t) {
        double skip = wrapping.skip(t);
        double out = wrapping.out(t);
        return new Combination(
                (ofData - skip * state.ofData) / out,
                (ofSource - skip * state.ofSource) / out,
                (ofNoise - skip * state.ofNoise) / out);
    }

    double of(double x1, double x0, double noise) {
        return ofData * x1 + ofSource * x0 + ofNoise * noise;
    }

    /** The covariance with another, for endpoints of these variances that are independent. */
    double covariance(Combination other, Laws laws) {
        return ofData * other.ofData * laws.varianceOfData()
                + ofSource * other.ofSource * laws.varianceOfSource()
                + ofNoise * other.ofNoise;
    }

    double mean(Laws laws) {
        return ofData * laws.meanOfData() + ofSource * laws.meanOfSource();
    }

    /** E[this | state = x]. */
    double expected(Combination state, Laws laws, double x) {
        double gain = covariance(state, laws) / state.covariance(state, laws);
        return mean(laws) + gain * (x - state.mean(laws));
    }

    /** Var(this | state). */
    double remaining(Combination state, Laws laws) {
        double shared = covariance(state, laws);
        return covariance(this, laws) - shared * shared / state.covariance(state, laws);
    }

    /** Independent Gaussian endpoints, the same in every coordinate. */
    record Laws(double meanOfSource, double varianceOfSource, double meanOfData, double varianceOfData) {
        static Laws of(GaussianPath path) {
            return path.oneSided() ? new Laws(0, 1, 0.6, 0.5) : new Laws(-0.5, 1.7, 0.6, 0.5);
        }
    }
}
