package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;

/**
 * The leading principal components of points, by orthogonal iteration on the data (Golub and Van Loan 2013, sec. 8.2): the
 * covariance, which is large for pictures, is never made.
 */
final class PrincipalComponents {
    private static final int ITERATIONS = 12;

    private PrincipalComponents() {}

    /** Coordinates along at most {@code most} components; samples as they are if they have no more numbers. */
    static Features features(Points training, int most, Draws draws) {
        int d = training.dimension();
        if (d <= most) {
            return Features.identity("pca");
        }
        int k = Math.min(most, training.count() - 1);
        float[] mean = mean(training);
        float[][] basis = basis(training, mean, k, draws);
        float[][] parameters = new float[k + 1][];
        System.arraycopy(basis, 0, parameters, 0, k);
        parameters[k] = mean;
        return new Features("pca", Features.hash(parameters), points -> project(points, mean, basis));
    }

    private static float[] mean(Points points) {
        double[] sums = new double[points.dimension()];
        for (int i = 0; i < points.values().length; i++) {
            sums[i % sums.length] += points.values()[i];
        }
        float[] mean = new float[sums.length];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = (float) (sums[j] / points.count());
        }
        return mean;
    }

    private static float[][] basis(Points points, float[] mean, int k, Draws draws) {
        float[][] basis = new float[k][points.dimension()];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < basis[c].length; j++) {
                basis[c][j] = (float) draws.gaussian(c, j);
            }
        }
        orthonormalise(basis);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            basis = covarianceTimes(points, mean, basis);
            orthonormalise(basis);
        }
        return basis;
    }

    /** Xᵀ (X b) for each vector b of the basis, X being the centred points. */
    private static float[][] covarianceTimes(Points points, float[] mean, float[][] basis) {
        int d = points.dimension();
        float[][] result = new float[basis.length][d];
        float[] centred = new float[d];
        for (int i = 0; i < points.count(); i++) {
            for (int j = 0; j < d; j++) {
                centred[j] = points.values()[i * d + j] - mean[j];
            }
            for (int c = 0; c < basis.length; c++) {
                float along = (float) dot(centred, basis[c]);
                float[] into = result[c];
                for (int j = 0; j < d; j++) {
                    into[j] += along * centred[j];
                }
            }
        }
        return result;
    }

    /** Gram and Schmidt, modified; what depends on the vectors before it becomes 0. */
    private static void orthonormalise(float[][] basis) {
        for (int c = 0; c < basis.length; c++) {
            double before = dot(basis[c], basis[c]);
            for (int pass = 0; pass < 2; pass++) {
                for (int b = 0; b < c; b++) {
                    add(basis[c], -dot(basis[c], basis[b]), basis[b]);
                }
            }
            double square = dot(basis[c], basis[c]);
            double unit = square > 1e-10 * before ? 1 / Math.sqrt(square) : 0;
            for (int j = 0; j < basis[c].length; j++) {
                basis[c][j] = (float) (basis[c][j] * unit);
            }
        }
    }

    private static void add(float[] to, double factor, float[] vector) {
        for (int j = 0; j < to.length; j++) {
            to[j] += (float) (factor * vector[j]);
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static Points project(Points points, float[] mean, float[][] basis) {
        int d = points.dimension();
        float[] values = new float[points.count() * basis.length];
        float[] centred = new float[d];
        for (int i = 0; i < points.count(); i++) {
            for (int j = 0; j < d; j++) {
                centred[j] = points.values()[i * d + j] - mean[j];
            }
            for (int c = 0; c < basis.length; c++) {
                values[i * basis.length + c] = (float) dot(centred, basis[c]);
            }
        }
        return new Points(values, points.count(), basis.length);
    }
}
