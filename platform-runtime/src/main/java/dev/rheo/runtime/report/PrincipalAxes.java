package dev.rheo.runtime.report;

/**
 * The first two principal axes of a cloud, by orthogonal iteration on its covariance, which is never formed. Signs are
 * fixed by making the largest component positive, so that equal data give equal pictures.
 */
final class PrincipalAxes {
    private static final int ROWS = 2000;
    private static final int ITERATIONS = 60;

    private final double[] mean;
    private final double[][] axes;
    private final double[] shares;

    private PrincipalAxes(double[] mean, double[][] axes, double[] shares) {
        this.mean = mean;
        this.axes = axes;
        this.shares = shares;
    }

    /** Of a cloud of at least two dimensions and one finite point. */
    static PrincipalAxes of(PointCloud cloud) {
        PointCloud points = cloud.thinned(ROWS);
        int dimensions = points.dimensions();
        double[] mean = new double[dimensions];
        for (int i = 0; i < points.values().length; i++) {
            mean[i % dimensions] += points.values()[i] / points.size();
        }
        double total = 0;
        for (int i = 0; i < points.values().length; i++) {
            double deviation = points.values()[i] - mean[i % dimensions];
            total += deviation * deviation;
        }
        double[][] axes = new double[2][dimensions];
        for (int d = 0; d < dimensions; d++) {
            axes[0][d] = 1 + 0.1 * Math.sin(1 + d);
            axes[1][d] = Math.cos(3 + 2.0 * d);
        }
        orthonormalise(axes);
        double[] shares = new double[2];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            for (int k = 0; k < 2; k++) {
                double[] next = applied(points, mean, axes[k]);
                shares[k] = total > 0 ? dot(axes[k], next) / total : 0;
                axes[k] = dot(next, next) > 0 ? next : axes[k];
            }
            orthonormalise(axes);
        }
        for (double[] axis : axes) {
            orient(axis);
        }
        return new PrincipalAxes(mean, axes, shares);
    }

    /** The part of the variance along an axis. */
    double share(int axis) {
        return shares[axis];
    }

    PointCloud project(PointCloud cloud) {
        float[] projected = new float[2 * cloud.size()];
        for (int point = 0; point < cloud.size(); point++) {
            for (int k = 0; k < 2; k++) {
                projected[2 * point + k] = (float) along(cloud, point, mean, axes[k]);
            }
        }
        return new PointCloud(2, projected);
    }

    private static double[] applied(PointCloud points, double[] mean, double[] axis) {
        double[] result = new double[axis.length];
        for (int point = 0; point < points.size(); point++) {
            double weight = along(points, point, mean, axis);
            for (int d = 0; d < axis.length; d++) {
                result[d] += weight * (points.at(point, d) - mean[d]);
            }
        }
        return result;
    }

    private static double along(PointCloud points, int point, double[] mean, double[] axis) {
        double sum = 0;
        for (int d = 0; d < axis.length; d++) {
            sum += (points.at(point, d) - mean[d]) * axis[d];
        }
        return sum;
    }

    private static void orthonormalise(double[][] axes) {
        scale(axes[0]);
        double overlap = dot(axes[0], axes[1]);
        for (int d = 0; d < axes[1].length; d++) {
            axes[1][d] -= overlap * axes[0][d];
        }
        scale(axes[1]);
    }

    private static void scale(double[] axis) {
        double length = Math.sqrt(dot(axis, axis));
        for (int d = 0; d < axis.length && length > 0; d++) {
            axis[d] /= length;
        }
    }

    private static void orient(double[] axis) {
        double largest = 0;
        for (double component : axis) {
            largest = Math.abs(component) > Math.abs(largest) ? component : largest;
        }
        for (int d = 0; d < axis.length && largest < 0; d++) {
            axis[d] = -axis[d];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
