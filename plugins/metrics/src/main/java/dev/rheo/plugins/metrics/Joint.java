package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.MetricException;
import java.util.Arrays;

/**
 * Samples with what they were asked for beside them, in units in which all of it counts alike: conditions standardised by the training
 * data, labels as one number for each class, and both multiplied by the mean spread of a number of the data.
 */
final class Joint {
    private final double unit;
    private final double[] means;
    private final double[] deviations;
    private final int classes;

    private Joint(double unit, double[] means, double[] deviations, int classes) {
        this.unit = unit;
        this.means = means;
        this.deviations = deviations;
        this.classes = classes;
    }

    /** @throws MetricException if the data has neither labels nor conditions */
    static Joint of(Rows training) {
        Points conditions = training.conditions();
        if (training.labels() == null && conditions == null) {
            throw new MetricException("the data has neither labels nor conditions; leave out 'joint'");
        }
        double[] spreads = deviations(training.points());
        double squares = Arrays.stream(spreads).map(s -> s * s).average().orElse(1);
        return new Joint(
                squares > 0 ? Math.sqrt(squares) : 1,
                conditions == null ? new double[0] : means(conditions),
                conditions == null ? new double[0] : deviations(conditions),
                training.labels() == null ? 0 : training.classes());
    }

    Points beside(Rows rows) {
        Points samples = rows.points();
        int[] labels = rows.labels();
        Points conditions = rows.conditions();
        int d = samples.dimension();
        int width = d + means.length + classes;
        float[] joint = new float[Math.multiplyExact(samples.count(), width)];
        for (int i = 0; i < samples.count(); i++) {
            System.arraycopy(samples.values(), i * d, joint, i * width, d);
            for (int k = 0; conditions != null && k < means.length; k++) {
                double spread = deviations[k] > 0 ? deviations[k] : 1;
                joint[i * width + d + k] = (float) (unit * (conditions.at(i, k) - means[k]) / spread);
            }
            if (labels != null && classes > 0) {
                joint[i * width + d + means.length + labels[i]] = (float) unit;
            }
        }
        return new Points(joint, samples.count(), width);
    }

    private static double[] means(Points points) {
        double[] means = new double[points.dimension()];
        for (int i = 0; i < points.values().length; i++) {
            means[i % means.length] += points.values()[i] / (double) points.count();
        }
        return means;
    }

    private static double[] deviations(Points points) {
        double[] means = means(points);
        double[] squares = new double[means.length];
        for (int i = 0; i < points.values().length; i++) {
            double away = points.values()[i] - means[i % means.length];
            squares[i % means.length] += away * away / points.count();
        }
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }
}
