package dev.rheo.runtime.data;

import dev.rheo.api.random.RandomStreams;

/**
 * Which rows a step trains on: step k takes positions k·B … k·B + B − 1 of an endless sequence of per-epoch
 * permutations, so every row comes once an epoch and a batch may reach into the next. A pure function of (seed, step).
 * Thread-safe; the permutations of two epochs are kept, because workers are not all in the same one.
 */
public final class Epochs {
    private final RandomStreams random;
    private final int rows;
    private volatile Order even = new Order(-2, new int[0]);
    private volatile Order odd = new Order(-1, new int[0]);

    public Epochs(RandomStreams random, int rows) {
        this.random = random;
        this.rows = rows;
    }

    /** The row numbers of {@code step}. */
    public void rows(long step, int[] into) {
        long position = step * into.length;
        Order order = of(position / rows);
        for (int i = 0; i < into.length; i++, position++) {
            long epoch = position / rows;
            if (epoch != order.epoch) {
                order = of(epoch);
            }
            into[i] = order.rows[(int) (position - epoch * rows)];
        }
    }

    private Order of(long epoch) {
        Order kept = kept(epoch);
        return kept.epoch == epoch ? kept : made(epoch);
    }

    private Order kept(long epoch) {
        return epoch % 2 == 0 ? even : odd;
    }

    private synchronized Order made(long epoch) {
        Order kept = kept(epoch);
        if (kept.epoch == epoch) {
            return kept;
        }
        Order order = new Order(epoch, random.at("epoch", epoch).permutation(rows));
        if (epoch % 2 == 0) {
            even = order;
        } else {
            odd = order;
        }
        return order;
    }

    private record Order(long epoch, int[] rows) {}
}
