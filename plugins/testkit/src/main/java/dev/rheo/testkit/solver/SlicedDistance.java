package dev.rheo.testkit.solver;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.oracle.GaussianMixture;
import java.util.Arrays;

/**
 * The squared sliced 2-Wasserstein distance of samples in the plane to a sample of a target, over 24 directions spread
 * evenly over the half circle, and the floor that it has for equal laws.
 */
public final class SlicedDistance {
    private static final int DIRECTIONS = 24;
    private static final int FLOOR = 20;

    private final GaussianMixture target;
    private final int n;
    private final double[][] reference;
    private final double mean;
    private final double deviation;

    public SlicedDistance(GaussianMixture target, int n) {
        this.target = target;
        this.n = n;
        this.reference = sorted(sample(0));
        double sum = 0;
        double squares = 0;
        for (int i = 1; i <= FLOOR; i++) {
            double distance = to(sample(i));
            sum += distance / FLOOR;
            squares += distance * distance / FLOOR;
        }
        this.mean = sum;
        this.deviation = Math.sqrt(squares - sum * sum);
    }

    /** To {@code n} points, row-major. */
    public double to(double[] points) {
        double[][] projected = sorted(points);
        double sum = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            for (int i = 0; i < n; i++) {
                double difference = projected[k][i] - reference[k][i];
                sum += difference * difference;
            }
        }
        return sum / ((double) DIRECTIONS * n);
    }

    /** What samples of the target itself stay below: their mean distance and so many deviations, over twenty samples. */
    public double threshold(double deviations) {
        return mean + deviations * deviation;
    }

    private double[] sample(int step) {
        Points points = target.sample(new RandomStreams(23).at("target", step), n);
        double[] values = new double[points.values().length];
        Arrays.setAll(values, i -> points.values()[i]);
        return values;
    }

    private double[][] sorted(double[] points) {
        double[][] projected = new double[DIRECTIONS][n];
        for (int k = 0; k < DIRECTIONS; k++) {
            double cos = Math.cos(Math.PI * k / DIRECTIONS);
            double sin = Math.sin(Math.PI * k / DIRECTIONS);
            for (int i = 0; i < n; i++) {
                projected[k][i] = cos * points[2 * i] + sin * points[2 * i + 1];
            }
            Arrays.sort(projected[k]);
        }
        return projected;
    }
}
