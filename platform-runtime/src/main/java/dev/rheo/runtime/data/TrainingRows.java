package dev.rheo.runtime.data;

import dev.rheo.api.data.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that a model is trained on, in training units, wherever they are. Thread-safe. */
public interface TrainingRows {
    int count();

    /** Rows of the data set, those that are held out with them. */
    long ofData();

    /** A class per row, or null where there are none. The array is shared. */
    int @Nullable [] labels();

    /**
     * These rows, numbered from 0, as new rows.
     *
     * @throws dev.rheo.api.data.DataException if they cannot be read
     */
    Rows select(int[] rows);

    /** All of them, where they are in memory. */
    Optional<Rows> loaded();

    /** Rows in memory. */
    static TrainingRows of(Rows rows, long ofData) {
        return new LoadedRows(rows, ofData);
    }
}
