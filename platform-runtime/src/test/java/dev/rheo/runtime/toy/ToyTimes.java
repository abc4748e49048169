package dev.rheo.runtime.toy;

import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;
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

    /** Density 1 + c (2t − 1) with c the mean of all losses, at most 0.9. */
    @RheoComponent(name = "learner", summary = "Leans to the data as losses grow.")
    public static final class Learner implements LossAwareSampler {
        @Inject
        public Learner() {}

        @Override
        public History history() {
            return new Sum();
        }

        @Override
        public double quantile(double u) {
            return u;
        }

        @Override
        public double cumulative(double t) {
            return t;
        }

        @Override
        public double density(double t) {
            return 1;
        }

        @Override
        public Weighting weighting() {
            return Weighting.IMPORTANCE;
        }
    }

    /** How many losses, and their sum. */
    private static final class Sum implements LossAwareSampler.History {
        private float count;
        private float sum;

        @Override
        public void note(double[] t, double[] losses) {
            for (double loss : losses) {
                count++;
                sum += (float) loss;
            }
        }

        @Override
        public TimestepSampler law() {
            return new Tilted(count == 0 ? 0 : Math.min(0.9, sum / count));
        }

        @Override
        public float[] state() {
            return new float[] {count, sum};
        }

        @Override
        public void restore(float[] state) {
            count = state[0];
            sum = state[1];
        }
    }

    /** Density 1 + c (2t − 1), divided out of the loss. */
    private record Tilted(double c) implements TimestepSampler {
        @Override
        public double quantile(double u) {
            return c == 0 ? u : 2 * u / (1 - c + Math.sqrt((1 - c) * (1 - c) + 4 * c * u));
        }

        @Override
        public double cumulative(double t) {
            return t * (1 - c) + c * t * t;
        }

        @Override
        public double density(double t) {
            return 1 + c * (2 * t - 1);
        }

        @Override
        public Weighting weighting() {
            return Weighting.IMPORTANCE;
        }
    }
}
