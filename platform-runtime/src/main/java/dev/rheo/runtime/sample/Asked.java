package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a batch are asked for. The array is shared; who receives it reads it only.
 *
 * @param labels a class per row, or null for a model without
 * @param conditions standardised numbers per row, or null for a model without
 */
public record Asked(int @Nullable [] labels, @Nullable Points conditions) {
    /** Nothing. */
    public static final Asked NOTHING = new Asked(null, null);

    public Asked(int @Nullable [] labels, @Nullable Points conditions) {
        this.labels = labels;
        this.conditions = conditions;
    }

    /** Labels alone. */
    public static Asked of(int @Nullable [] labels) {
        return new Asked(labels, null);
    }

    boolean isNothing() {
        return labels == null && conditions == null;
    }

    /** Of the rows {@code from … from + n − 1}. */
    public Asked slice(int from, int n) {
        return new Asked(
                labels == null ? null : Arrays.copyOfRange(labels, from, from + n),
                conditions == null ? null : conditions.slice(from, n));
    }

    /** What row 0 is asked for, for {@code n} rows. */
    public Asked first(int n) {
        int[] zeros = new int[n];
        int[] same = labels == null ? null : new int[n];
        if (same != null && labels != null) {
            Arrays.fill(same, labels[0]);
        }
        return new Asked(same, conditions == null ? null : conditions.select(zeros));
    }
}
