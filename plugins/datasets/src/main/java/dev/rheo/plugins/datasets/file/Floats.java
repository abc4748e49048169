package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataException;
import java.util.Arrays;

/** A list of floats that grows with what is really read. */
final class Floats {
    private static final int FIRST = 1 << 12;
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final String owner;
    private float[] values = new float[FIRST];
    private int count;

    /** @param owner what is being read, for messages */
    Floats(String owner) {
        this.owner = owner;
    }

    /**
     * Refuses data that the heap cannot hold.
     *
     * @param numbers how many numbers there are to be
     */
    static void demandRoom(String owner, double numbers) {
        long heap = Runtime.getRuntime().maxMemory();
        double bytes = numbers * Float.BYTES;
        if (numbers > MOST || bytes > heap / 2.0) {
            throw new DataException(
                    "%s: %.3g numbers take %.0f MiB, and the heap of %d MiB cannot hold them twice"
                            .formatted(owner, numbers, bytes / (1 << 20), heap >> 20),
                    "check that the header is right; if it is, give Java more memory (-Xmx) or use fewer rows");
        }
    }

    void add(float value) {
        if (count == values.length) {
            long longer = Math.min(MOST, values.length + (long) (values.length >> 1));
            demandRoom(owner, longer);
            values = Arrays.copyOf(values, (int) longer);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    float[] toArray() {
        return Arrays.copyOf(values, count);
    }
}
