package dev.rheo.runtime.toy;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import java.util.Arrays;

/** Laws of training times, and paths that have times of their own. */
public final class ToyTimes {
    private ToyTimes() {}

    /** x_t = t x1 + (1 − t) x0 on a part of [0, 1], of which only given times may exist. */
    public record Path(Interval domain, double... gridTimes) implements GaussianPath {
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

    /** Uniform between two times. */
    public record Between(double from, double to, Weighting weighting) implements TimestepSampler {
        @Override
        public double quantile(double u) {
            return from + u * (to - from);
        }

        @Override
        public double cumulative(double t) {
            return Math.min(1, Math.max(0, (t - from) / (to - from)));
        }

        @Override
        public double density(double t) {
            return from <= t && t <= to ? 1 / (to - from) : 0;
        }
    }

    /** So many times and their masses, divided out of the loss. */
    public record Atomic(double[] atoms, double[] masses) implements TimestepSampler {
        @Override
        public double quantile(double u) {
            double sum = 0;
            for (int i = 0; i < atoms.length; i++) {
                sum += masses[i];
                if (u <= sum) {
                    return atoms[i];
                }
            }
            return atoms[atoms.length - 1];
        }

        @Override
        public double cumulative(double t) {
            double sum = 0;
            for (int i = 0; i < atoms.length; i++) {
                sum += atoms[i] <= t ? masses[i] : 0;
            }
            return sum;
        }

        @Override
        public double density(double t) {
            int at = Arrays.binarySearch(atoms, t);
            return at < 0 ? 0 : masses[at];
        }

        @Override
        public Weighting weighting() {
            return Weighting.IMPORTANCE;
        }
    }
}
