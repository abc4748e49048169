package dev.rheo.api.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of data that is a table of cells: how the numbers of a sample, in original units, become cells again.
 *
 * @param columns in the order of their numbers; empty for data that is just numbers
 */
public record Table(List<Column> columns) {
    /** Of data that is just numbers. */
    public static final Table NONE = new Table(List.of());

    public Table {
        columns = List.copyOf(columns);
    }

    /** As many columns of real numbers, named x0, x1, …: data that is just numbers read as a table. */
    public static Table ofNumbers(int features) {
        return new Table(
                IntStream.range(0, features).mapToObj(i -> Column.real("x" + i)).toList());
    }

    public boolean none() {
        return columns.isEmpty();
    }

    /** Numbers of one sample. */
    public int width() {
        return columns.stream().mapToInt(Column::width).sum();
    }

    /** Where the numbers of a column begin in a sample. */
    public int offset(int column) {
        return columns.subList(0, column).stream().mapToInt(Column::width).sum();
    }

    /**
     * The samples with every number moved to what a table can hold: integers rounded, the largest of one-hot numbers 1 and the
     * others 0, codes within their range. The same points where there is no table.
     */
    public Points settle(Points samples) {
        if (none()) {
            return samples;
        }
        float[] values = samples.values().clone();
        for (int i = 0, at = 0; i < samples.count(); i++) {
            for (Column column : columns) {
                column.settle(values, at);
                at += column.width();
            }
        }
        return new Points(values, samples.count(), samples.dimension());
    }
}
