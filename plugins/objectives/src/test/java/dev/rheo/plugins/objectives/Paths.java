package dev.rheo.plugins.objectives;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;
import java.util.Arrays;

/** One path of every sort. */
final class Paths {
    private Paths() {}

    /** t x1 + (1 − t) x0. */
    static class Straight implements GaussianPath {
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
            return 0;
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
            return 0;
        }
    }

    /** sin(πt/2) x1 + cos(πt/2) ε. */
    static final class Trigonometric implements GaussianPath {
        private static final double RATE = Math.PI / 2;

        @Override
        public double a(double t) {
            return Math.sin(RATE * t);
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return Math.sin(RATE * (1 - t));
        }

        @Override
        public double da(double t) {
            return RATE * Math.cos(RATE * t);
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -RATE * Math.cos(RATE * (1 - t));
        }
    }

    /** The Brownian bridge of σ = 1/2. */
    static final class Bridge extends Straight {
        @Override
        public Interval domain() {
            return new Interval(0.01, 0.99);
        }

        @Override
        public double s(double t) {
            return 0.5 * Math.sqrt(t * (1 - t));
        }

        @Override
        public double ds(double t) {
            return 0.25 * (1 - 2 * t) / Math.sqrt(t * (1 - t));
        }
    }

    /** x1 + σ ε, σ from 8 down to 0.1 geometrically. */
    static final class Exploding implements GaussianPath {
        private static final double LEAST = 0.1;
        private static final double LOG_RATIO = Math.log(80);

        @Override
        public double a(double t) {
            return 1;
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return LEAST * Math.exp(LOG_RATIO * (1 - t));
        }

        @Override
        public double da(double t) {
            return 0;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -LOG_RATIO * s(t);
        }
    }

    /** Six steps of sin(πt/2) x1 + cos(πt/2) ε, begun a little after noise alone so that some datum is left. */
    static final class Discrete implements GaussianPath {
        static final int STEPS = 6;
        private static final double RATE = 1.5;
        private static final double FIRST = Math.PI / 2 - RATE;

        @Override
        public double[] gridTimes() {
            double[] times = new double[STEPS];
            Arrays.setAll(times, i -> (double) i / STEPS);
            return times;
        }

        @Override
        public double a(double t) {
            return Math.sin(FIRST + RATE * t);
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return Math.sin(RATE * (1 - t));
        }

        @Override
        public double da(double t) {
            return RATE * Math.cos(FIRST + RATE * t);
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -RATE * Math.cos(RATE * (1 - t));
        }
    }
}
