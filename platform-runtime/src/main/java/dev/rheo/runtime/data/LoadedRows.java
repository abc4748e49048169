package dev.rheo.runtime.data;

import dev.rheo.api.data.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Training rows in memory. */
record LoadedRows(Rows rows, long ofData) implements TrainingRows {
    @Override
    public int count() {
        return rows.points().count();
    }

    @Override
    public int @Nullable [] labels() {
        return rows.labels();
    }

    @Override
    public Rows select(int[] wanted) {
        return rows.select(wanted);
    }

    @Override
    public Optional<Rows> loaded() {
        return Optional.of(rows);
    }
}
