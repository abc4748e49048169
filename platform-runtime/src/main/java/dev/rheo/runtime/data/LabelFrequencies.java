package dev.rheo.runtime.data;

import dev.rheo.api.random.Draws;
import java.util.Arrays;
import java.util.List;

/** How often each class comes among the training rows: what the labels of samples are drawn from. Immutable. */
public final class LabelFrequencies {
    private final int[] cumulative;

    private LabelFrequencies(int[] cumulative) {
        this.cumulative = cumulative;
    }

    /**
     * Counts the labels of rows.
     *
     * @param labels 0 … classes − 1, at least one
     */
    public static LabelFrequencies of(int[] labels, int classes) {
        Long[] counts = new Long[classes];
        Arrays.fill(counts, 0L);
        for (int label : labels) {
            counts[label]++;
        }
        return of(List.of(counts));
    }

    /** @throws IllegalArgumentException if there is no label, or there are more than 2³¹ − 1 */
    public static LabelFrequencies of(List<Long> counts) {
        int[] cumulative = new int[counts.size()];
        long total = 0;
        for (int i = 0; i < cumulative.length; i++) {
            total += counts.get(i);
            if (counts.get(i) < 0 || total > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("labels counted as " + counts);
            }
            cumulative[i] = (int) total;
        }
        if (total == 0) {
            throw new IllegalArgumentException("no labels to draw from");
        }
        return new LabelFrequencies(cumulative);
    }

    /** Of each class. */
    public List<Long> counts() {
        Long[] counts = new Long[cumulative.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (long) cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
        }
        return List.of(counts);
    }

    /** The label of a row: the class of a training row drawn uniformly, the training rows being sorted by class. */
    public int draw(Draws draws, long row) {
        int chosen = draws.integer(row, 0, cumulative[cumulative.length - 1]);
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > chosen) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
