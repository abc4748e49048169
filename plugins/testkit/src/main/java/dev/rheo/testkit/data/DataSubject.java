package dev.rheo.testkit.data;

import dev.rheo.api.data.DataSource;
import java.util.Optional;

/**
 * A data set under test.
 *
 * @param data the data set
 * @param longer the same set with more rows, for sets that are generated; empty for files
 */
public record DataSubject(DataSource data, Optional<DataSource> longer) {
    public static DataSubject file(DataSource data) {
        return new DataSubject(data, Optional.empty());
    }

    public static DataSubject generated(DataSource data, DataSource longer) {
        return new DataSubject(data, Optional.of(longer));
    }
}
