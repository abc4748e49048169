package dev.rheo.api.data;

import org.jspecify.annotations.Nullable;

/**
 * A loaded data set, in original units.
 *
 * @param points the samples, flattened
 * @param shape the dimensions of one sample
 * @param labels a class per sample, 0 … classes − 1, or null where there are none
 * @param classes number of classes, 0 without labels
 */
public record Rows(Points points, SampleShape shape, int @Nullable [] labels, int classes) {
    public Rows(Points points, SampleShape shape, int @Nullable [] labels, int classes) {
        if (points.dimension() != shape.size()) {
            throw new IllegalArgumentException(points.dimension() + " columns are not samples of shape " + shape);
        }
        if (labels != null && labels.length != points.count()) {
            throw new IllegalArgumentException(labels.length + " labels for " + points.count() + " samples");
        }
        this.points = points;
        this.shape = shape;
        this.labels = labels;
        this.classes = classes;
    }

    public static Rows unlabelled(Points points, SampleShape shape) {
        return new Rows(points, shape, null, 0);
    }

    public Rows select(int[] index) {
        int[] chosen = null;
        if (labels != null) {
            chosen = new int[index.length];
            for (int i = 0; i < index.length; i++) {
                chosen[i] = labels[index[i]];
            }
        }
        return new Rows(points.select(index), shape, chosen, classes);
    }
}
