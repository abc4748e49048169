package dev.rheo.runtime.embed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All batches of a draw, as they come. */
final class SampleCollection {
    private final int n;
    private final List<Integer> shape;
    private final float[] values;
    private final int @Nullable [] labels;
    private final float @Nullable [] conditions;

    /** @param beside conditions of each sample */
    SampleCollection(int n, List<Integer> shape, boolean labelled, int beside) {
        this.n = n;
        this.shape = shape;
        values = new float[n * shape.stream().reduce(1, Math::multiplyExact)];
        labels = labelled ? new int[n] : null;
        conditions = beside == 0 ? null : new float[Math.multiplyExact(n, beside)];
    }

    void add(Samples batch) {
        int first = (int) batch.first();
        System.arraycopy(batch.values(), 0, values, first * batch.features(), batch.values().length);
        float[] beside = batch.conditions();
        if (conditions != null && beside != null) {
            System.arraycopy(beside, 0, conditions, first * (beside.length / batch.count()), beside.length);
        }
        int[] own = batch.labels();
        if (labels != null && own != null) {
            System.arraycopy(own, 0, labels, first, own.length);
        }
    }

    Samples samples() {
        return new Samples(0, n, shape, values, labels, conditions);
    }
}
