package dev.rheo.runtime.pairs;

import dev.rheo.api.random.Draws;

/**
 * Replaces labels by the null class, for guidance.
 *
 * @param fraction of the rows
 * @param nullClass the label that stands for "no class"
 */
public record LabelDropout(double fraction, int nullClass) {
    /** Leaves every label. */
    public static final LabelDropout NONE = new LabelDropout(0, 0);

    int[] apply(int[] labels, Draws draws) {
        if (fraction <= 0) {
            return labels;
        }
        int[] kept = labels.clone();
        for (int i = 0; i < kept.length; i++) {
            if (draws.uniform(i, 0) < fraction) {
                kept[i] = nullClass;
            }
        }
        return kept;
    }
}
