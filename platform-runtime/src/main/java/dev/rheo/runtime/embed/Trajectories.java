package dev.rheo.runtime.embed;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What samples were at several flow times on their way from the source, in the data's own units. The arrays belong to whoever
 * received them.
 *
 * @param first number of the first sample in its draw, from 0
 * @param count how many samples
 * @param shape sizes of one state
 * @param times the flow times of the states; a solver with fixed steps stops near those that were asked for
 * @param values row-major, {@code [count][times][shape]}
 * @param labels the label that each sample was asked for; null for a model without labels
 * @param conditions what each was asked for, in their own units, row-major; null for a model without conditions
 */
public record Trajectories(
        long first,
        int count,
        List<Integer> shape,
        double[] times,
        float[] values,
        int @Nullable [] labels,
        float @Nullable [] conditions) {
    public Trajectories(
            long first,
            int count,
            List<Integer> shape,
            double[] times,
            float[] values,
            int @Nullable [] labels,
            float @Nullable [] conditions) {
        this.first = first;
        this.count = count;
        this.shape = List.copyOf(shape);
        this.times = times;
        this.values = values;
        this.labels = labels;
        this.conditions = conditions;
        if ((labels != null && labels.length != count) || values.length != (long) count * times.length * features()) {
            throw new IllegalArgumentException(values.length + " numbers are not " + count + " states of " + shape
                    + " at " + times.length + " times");
        }
    }

    /** Numbers in one state. */
    public int features() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** A copy of the state of one sample at one of the times. */
    public float[] state(int sample, int time) {
        int at = (sample * times.length + time) * features();
        return Arrays.copyOfRange(values, at, at + features());
    }

    /** A copy of the states of all samples at one of the times, row-major. */
    public float[] at(int time) {
        int features = features();
        float[] states = new float[count * features];
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, (i * times.length + time) * features, states, i * features, features);
        }
        return states;
    }

    /** The same with other states. */
    Trajectories with(float[] others) {
        return new Trajectories(first, count, shape, times, others, labels, conditions);
    }
}
