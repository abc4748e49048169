package dev.rheo.runtime.pairs;

import dev.rheo.api.random.Draws;
import java.util.function.IntPredicate;

/**
 * Replaces labels by the null class, and withholds conditions, for guidance.
 *
 * @param fraction of the rows
 * @param nullClass the label that stands for "no class"
 */
public record LabelDropout(double fraction, int nullClass) {
    /** Leaves every label. */
    public static final LabelDropout NONE = new LabelDropout(0, 0);

    /** The rows whose label and conditions are withheld, both together. */
    IntPredicate dropped(Draws draws) {
        return i -> fraction > 0 && draws.uniform(i, 0) < fraction;
    }

    int[] apply(int[] labels, Draws draws) {
        if (fraction <= 0) {
            return labels;
        }
        int[] kept = labels.clone();
        IntPredicate dropped = dropped(draws);
        for (int i = 0; i < kept.length; i++) {
            if (dropped.test(i)) {
                kept[i] = nullClass;
            }
        }
        return kept;
    }
}
