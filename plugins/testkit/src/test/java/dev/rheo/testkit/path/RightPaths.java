package dev.rheo.testkit.path;

import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;

/** Right paths of every sort, of which the wrong ones alter one thing. */
final class RightPaths {
    private static final double RATE = Math.PI / 2;

    private RightPaths() {}

    /** sin(πt/2) x1 + cos(πt/2) x0. */
    static class TwoSided implements GaussianPath {
        @Override
        public double a(double t) {
            return Math.sin(RATE * t);
        }

        @Override
        public double b(double t) {
            return Math.sin(RATE * (1 - t));
        }

        @Override
        public double s(double t) {
            return 0;
        }

        @Override
        public double da(double t) {
            return RATE * Math.cos(RATE * t);
        }

        @Override
        public double db(double t) {
            return -RATE * Math.cos(RATE * (1 - t));
        }

        @Override
        public double ds(double t) {
            return 0;
        }
    }

    /** The same with the source sample as noise, ending in N(x1, 0.01 I). */
    static class OneSided extends TwoSided {
        static final double REST = 0.1;

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return REST + (1 - REST) * super.b(t);
        }

        @Override
        public double ds(double t) {
            return (1 - REST) * super.db(t);
        }
    }

    /** t x1 + (1 − t) x0 + √(t (1 − t)) ε. */
    static class Bridge extends TwoSided {
        @Override
        public Interval domain() {
            return new Interval(0.01, 0.99);
        }

        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 1 - t;
        }

        @Override
        public double s(double t) {
            return Math.sqrt(t * (1 - t));
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return -1;
        }

        @Override
        public double ds(double t) {
            return (1 - 2 * t) / (2 * Math.sqrt(t * (1 - t)));
        }
    }

    /** x0 + t² (x1 − x0), stated without the six functions; right if {@code factor} is 1. */
    record Curved(double factor) implements ProbabilityPath {
        @Override
        public Interval domain() {
            return Interval.UNIT;
        }

        @Override
        public boolean oneSided() {
            return false;
        }

        @Override
        public boolean noisy() {
            return false;
        }

        @Override
        public void sample(PathBatch batch, float[] xt, float[] velocity) {
            for (int k = 0; k < xt.length; k++) {
                double t = batch.t()[k / batch.data().dimension()];
                double chord = batch.data().values()[k] - batch.source().values()[k];
                xt[k] = (float) (batch.source().values()[k] + t * t * chord);
                velocity[k] = (float) (factor * 2 * t * chord);
            }
        }

        @Override
        public boolean identifies(Prediction from, Prediction to) {
            return true;
        }

        @Override
        public Affine read(Prediction from, Prediction to, double t) {
            return Affine.IDENTITY;
        }
    }
}
