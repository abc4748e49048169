package dev.rheo.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.PathBatch;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rules on what a path's sample() writes. */
final class SampleRules {
    private static final RandomStreams STREAMS = new RandomStreams(20260101);
    private static final int ROWS = 32;
    private static final int DIMENSION = 3;
    private static final int MANY = 20_000;
    private static final double STANDARD_ERRORS = 5;
    private static final double CORRELATION = 0.6;

    private SampleRules() {}

    private record Placed(float[] xt, float[] velocity) {}

    private static Placed place(PathSubject subject, PathBatch batch) {
        int size = batch.data().values().length;
        Placed placed = new Placed(new float[size], new float[size]);
        subject.path().sample(batch, placed.xt, placed.velocity);
        return placed;
    }

    private static Points normals(String purpose, int rows, int dimension) {
        float[] values = new float[rows * dimension];
        STREAMS.at(purpose, 0).gaussians(0, rows, dimension, values, 0);
        return new Points(values, rows, dimension);
    }

    private static PathBatch batch(PathSubject subject, double[] t) {
        Points noise = subject.hasOwnNoise() ? normals("noise", t.length, DIMENSION) : null;
        return new PathBatch(normals("source", t.length, DIMENSION), normals("data", t.length, DIMENSION), noise, t);
    }

    private static double[] constant(double t, int rows) {
        double[] times = new double[rows];
        Arrays.fill(times, t);
        return times;
    }

    /**
     * On a Gaussian path a' x1 + b' x0 + s' ε, to float32 rounding: whether a', b', s' are derivatives is P3. On any
     * other path central differences of x_t; with step 1e-3 float32 rounding leaves 1e-4, tolerance 1e-3.
     */
    static void velocity(PathSubject subject) {
        for (double t : subject.times()) {
            PathBatch batch = batch(subject, constant(t, ROWS));
            float[] velocity = place(subject, batch).velocity;
            for (int k = 0; k < velocity.length; k++) {
                double expected = subject.isGaussian() ? slope(subject, batch, k, t) : difference(subject, k, t);
                double tolerance = (subject.isGaussian() ? 1e-6 : 1e-3) * (3 + Math.abs(expected)) * scale(subject, t);
                assertThat((double) velocity[k]).as("velocity at t = " + t).isCloseTo(expected, within(tolerance));
            }
        }
    }

    /** The largest coefficient that rounding is relative to. */
    private static double scale(PathSubject subject, double t) {
        return subject.isGaussian() ? 1 + Math.abs(subject.slopeOfNoise(t)) + Math.abs(subject.slopeOfSource(t)) : 1;
    }

    private static double slope(PathSubject subject, PathBatch batch, int k, double t) {
        double ofPair = subject.gaussian().da(t) * batch.data().values()[k]
                + subject.slopeOfSource(t) * batch.source().values()[k];
        Points noise = batch.noise();
        return noise == null ? ofPair : ofPair + subject.slopeOfNoise(t) * noise.values()[k];
    }

    private static double difference(PathSubject subject, int k, double t) {
        double h = 1e-3;
        float later = place(subject, batch(subject, constant(t + h, ROWS))).xt[k];
        float earlier = place(subject, batch(subject, constant(t - h, ROWS))).xt[k];
        return (later - earlier) / (2 * h);
    }

    /**
     * Mean, variance and covariance of two coordinates of x_t over correlated Gaussian endpoints. The correlation of x0
     * and x1 makes the variance depend on the signs of their coefficients, also where x0 has mean 0.
     */
    static void moments(PathSubject subject) {
        boolean oneSided = subject.path().oneSided();
        double[] mean1 = {1, -2};
        double[] deviation1 = {0.5, 1.5};
        double[] mean0 = oneSided ? new double[] {0, 0} : new double[] {-1, 0.5};
        double[] deviation0 = oneSided ? new double[] {1, 1} : new double[] {0.8, 1.2};
        Points data = affine(mean1, deviation1, normals("moments-data", MANY, 2), null);
        Points source = affine(mean0, deviation0, normals("moments-data", MANY, 2), normals("moments-source", MANY, 2));
        Points noise = subject.hasOwnNoise() ? normals("moments-noise", MANY, 2) : null;
        GaussianPath path = subject.gaussian();
        for (double fraction : new double[] {0.1, 0.5, 0.9}) {
            double t = path.domain().from() + fraction * path.domain().length();
            float[] xt = place(subject, new PathBatch(source, data, noise, constant(t, MANY))).xt;
            double[] variance = new double[2];
            for (int i = 0; i < 2; i++) {
                double one = path.a(t) * deviation1[i];
                double zero = subject.ofSource(t) * deviation0[i];
                double own = subject.ofNoise(t);
                double mean = path.a(t) * mean1[i] + subject.ofSource(t) * mean0[i];
                variance[i] = one * one + zero * zero + 2 * CORRELATION * one * zero + own * own;
                near(mean(xt, i), mean, Math.sqrt(variance[i] / MANY), "mean", t);
            }
            for (int i = 0; i < 2; i++) {
                double error = variance[i] * Math.sqrt(2.0 / MANY);
                near(covariance(xt, i, i), variance[i], error, "variance", t);
            }
            near(covariance(xt, 0, 1), 0, Math.sqrt(variance[0] * variance[1] / MANY), "covariance", t);
        }
    }

    private static void near(double actual, double expected, double error, String what, double t) {
        assertThat(actual).as(what + " of x_t at t = " + t).isCloseTo(expected, within(STANDARD_ERRORS * error));
    }

    /** mean + deviation · z, with z = first, or correlated with first and otherwise second. */
    private static Points affine(double[] mean, double[] deviation, Points first, @Nullable Points second) {
        float[] values = new float[first.values().length];
        double rest = Math.sqrt(1 - CORRELATION * CORRELATION);
        for (int k = 0; k < values.length; k++) {
            double z = first.values()[k];
            double value = second == null ? z : CORRELATION * z + rest * second.values()[k];
            values[k] = (float) (mean[k % 2] + deviation[k % 2] * value);
        }
        return new Points(values, first.count(), 2);
    }

    private static double mean(float[] xt, int i) {
        double sum = 0;
        for (int k = i; k < xt.length; k += 2) {
            sum += xt[k];
        }
        return 2 * sum / xt.length;
    }

    private static double covariance(float[] xt, int i, int j) {
        double meanI = mean(xt, i);
        double meanJ = mean(xt, j);
        double sum = 0;
        for (int k = 0; k < xt.length; k += 2) {
            sum += (xt[k + i] - meanI) * (xt[k + j] - meanJ);
        }
        return 2 * sum / xt.length;
    }

    /** A batch of different times gives bit for bit what its rows give alone, twice, and leaves its input alone. */
    static void rows(PathSubject subject) {
        double[] t = subject.times();
        PathBatch batch = batch(subject, t);
        PathBatch untouched = batch(subject, t.clone());
        Placed all = place(subject, batch);
        assertThat(place(subject, batch).xt).as("x_t, asked twice").containsExactly(all.xt);
        for (int row = 0; row < t.length; row++) {
            Placed alone = place(subject, row(batch, row));
            int from = row * DIMENSION;
            int to = from + DIMENSION;
            assertThat(alone.xt).as("x_t of row " + row).containsExactly(Arrays.copyOfRange(all.xt, from, to));
            assertThat(alone.velocity)
                    .as("velocity of row " + row)
                    .containsExactly(Arrays.copyOfRange(all.velocity, from, to));
        }
        assertThat(batch.data().values())
                .as("data")
                .containsExactly(untouched.data().values());
        assertThat(batch.source().values())
                .as("source")
                .containsExactly(untouched.source().values());
        assertThat(batch.t()).as("times").containsExactly(untouched.t());
    }

    private static PathBatch row(PathBatch batch, int row) {
        Points noise = batch.noise();
        return new PathBatch(
                batch.source().slice(row, 1),
                batch.data().slice(row, 1),
                noise == null ? null : noise.slice(row, 1),
                new double[] {batch.t()[row]});
    }
}
