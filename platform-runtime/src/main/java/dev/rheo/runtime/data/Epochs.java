package dev.rheo.runtime.data;

import dev.rheo.api.random.RandomStreams;

/**
 * Which rows a step trains on: step k takes positions k·B … k·B + B − 1 of an endless sequence of per-epoch
 * permutations, so every row comes once an epoch and a batch may reach into the next. A pure function of (seed, step);
 * the last permutation is kept, so an instance belongs to one thread.
 */
public final class Epochs {
    private final RandomStreams random;
    private final int rows;
    private long epoch = -1;
    private int[] order = {};

    public Epochs(RandomStreams random, int rows) {
        this.random = random;
        this.rows = rows;
    }

    /** The row numbers of {@code step}. */
    public void rows(long step, int[] into) {
        long position = step * into.length;
        for (int i = 0; i < into.length; i++, position++) {
            long at = position / rows;
            if (at != epoch) {
                epoch = at;
                order = random.at("epoch", at).permutation(rows);
            }
            into[i] = order[(int) (position % rows)];
        }
    }
}
