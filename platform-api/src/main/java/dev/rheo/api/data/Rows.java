package dev.rheo.api.data;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A loaded data set, in original units.
 *
 * @param points the samples, flattened
 * @param shape the dimensions of one sample
 * @param labels a class per sample, 0 … classes − 1, or null where there are none
 * @param classes number of classes, 0 without labels
 * @param times the flow time of each sample, one of the data's {@link TimePoints}, or null where all belong to t = 1
 * @param conditions the numbers that come beside each sample, one row for each, or null where there are none
 */
public record Rows(
        Points points,
        SampleShape shape,
        int @Nullable [] labels,
        int classes,
        double @Nullable [] times,
        @Nullable Points conditions) {
    public Rows(
            Points points,
            SampleShape shape,
            int @Nullable [] labels,
            int classes,
            double @Nullable [] times,
            @Nullable Points conditions) {
        if (points.dimension() != shape.size()) {
            throw new IllegalArgumentException(points.dimension() + " columns are not samples of shape " + shape);
        }
        if (labels != null && labels.length != points.count()) {
            throw new IllegalArgumentException(labels.length + " labels for " + points.count() + " samples");
        }
        if (times != null && times.length != points.count()) {
            throw new IllegalArgumentException(times.length + " times for " + points.count() + " samples");
        }
        if (conditions != null && conditions.count() != points.count()) {
            throw new IllegalArgumentException(
                    conditions.count() + " rows of conditions for " + points.count() + " samples");
        }
        this.points = points;
        this.shape = shape;
        this.labels = labels;
        this.classes = classes;
        this.times = times;
        this.conditions = conditions;
    }

    /** Data without conditions. */
    public Rows(Points points, SampleShape shape, int @Nullable [] labels, int classes, double @Nullable [] times) {
        this(points, shape, labels, classes, times, null);
    }

    /** Ordinary data. */
    public Rows(Points points, SampleShape shape, int @Nullable [] labels, int classes) {
        this(points, shape, labels, classes, null);
    }

    public static Rows unlabelled(Points points, SampleShape shape) {
        return new Rows(points, shape, null, 0);
    }

    /** The same rows with conditions beside them. */
    public Rows with(@Nullable Points beside) {
        return new Rows(points, shape, labels, classes, times, beside);
    }

    public Rows select(int[] index) {
        int[] chosen = null;
        if (labels != null) {
            chosen = new int[index.length];
            for (int i = 0; i < index.length; i++) {
                chosen[i] = labels[index[i]];
            }
        }
        double[] then = null;
        if (times != null) {
            then = new double[index.length];
            for (int i = 0; i < index.length; i++) {
                then[i] = times[index[i]];
            }
        }
        return new Rows(
                points.select(index),
                shape,
                chosen,
                classes,
                then,
                conditions == null ? null : conditions.select(index));
    }

    /** The rows of a flow time; of ordinary data, all at 1 and none elsewhere. */
    public Rows at(double time) {
        if (times == null && time == 1) {
            return this;
        }
        return select(IntStream.range(0, points.count())
                .filter(i -> times != null && times[i] == time)
                .toArray());
    }
}
