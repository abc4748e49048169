package dev.rheo.api.data;

import org.jspecify.annotations.Nullable;

/**
 * Rows that stay where they are, for data sets larger than memory: read one at a time, in original units and in a fixed order.
 * Thread-safe, since several threads make minibatches.
 */
public interface RowStore {
    /** Number of rows. */
    int count();

    /**
     * Writes the numbers of a row to {@code into[at], into[at + 1], …}.
     *
     * @param row from 0
     * @throws DataException if it cannot be read
     */
    void read(int row, float[] into, int at);

    /** A class per row, or null where there are none. The array is shared. */
    int @Nullable [] labels();
}
