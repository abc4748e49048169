package dev.rheo.runtime.embed;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples in the data's own units. The arrays belong to whoever received them.
 *
 * @param first number of the first of them in its draw, from 0
 * @param count how many
 * @param shape sizes of one sample
 * @param values row-major, {@code count} times the shape
 * @param labels the label that each was asked for; null for a model without labels
 * @param conditions what each was asked for, in their own units, row-major; null for a model without conditions
 */
public record Samples(
        long first,
        int count,
        List<Integer> shape,
        float[] values,
        int @Nullable [] labels,
        float @Nullable [] conditions) {
    public Samples(
            long first,
            int count,
            List<Integer> shape,
            float[] values,
            int @Nullable [] labels,
            float @Nullable [] conditions) {
        this.conditions = conditions;
        this.first = first;
        this.count = count;
        this.shape = List.copyOf(shape);
        this.values = values;
        this.labels = labels;
        if ((labels != null && labels.length != count) || values.length != (long) count * features()) {
            throw new IllegalArgumentException(values.length + " numbers are not " + count + " samples of " + shape);
        }
    }

    /** Of a model without conditions. */
    public Samples(long first, int count, List<Integer> shape, float[] values, int @Nullable [] labels) {
        this(first, count, shape, values, labels, null);
    }

    /** Numbers in one sample. */
    public int features() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** A copy of one sample. */
    public float[] row(int index) {
        int features = features();
        return Arrays.copyOfRange(values, index * features, (index + 1) * features);
    }
}
