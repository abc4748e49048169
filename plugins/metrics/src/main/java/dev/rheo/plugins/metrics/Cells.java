package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.Evaluation;
import java.util.stream.IntStream;

/** Samples read as the cells of a table. */
record Cells(Table table, Points points) {
    /** The table of the data; numbers that are no table make one column each. */
    static Table table(Evaluation evaluation) {
        Table table = evaluation.table();
        return table.none() ? Table.ofNumbers(evaluation.samples().points().dimension()) : table;
    }

    /** A column of numbers. */
    double[] numbers(int column) {
        int offset = table.offset(column);
        double[] numbers = new double[points.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = points.at(i, offset);
        }
        return numbers;
    }

    /** A column of categories. */
    int[] categories(int column) {
        Column asked = table.columns().get(column);
        int offset = table.offset(column);
        int[] categories = new int[points.count()];
        for (int i = 0; i < categories.length; i++) {
            categories[i] = asked.category(points.values(), i * points.dimension() + offset);
        }
        return categories;
    }

    /** Numbers as they are, and for each category 1 where a cell has it and 0 elsewhere, whatever stands for categories. */
    Points indicators() {
        int d = table.columns().stream()
                .mapToInt(column -> column.categorical() ? column.categories().size() : 1)
                .sum();
        float[] values = new float[points.count() * d];
        for (int i = 0, from = 0; i < points.count(); i++) {
            int at = i * d;
            for (Column column : table.columns()) {
                if (column.categorical()) {
                    values[at + column.category(points.values(), from)] = 1;
                    at += column.categories().size();
                } else {
                    values[at++] = points.values()[from];
                }
                from += column.width();
            }
        }
        return new Points(values, points.count(), d);
    }

    /** Which column each of the numbers of {@link #indicators} is of. */
    int[] owners() {
        return IntStream.range(0, table.columns().size())
                .flatMap(c -> IntStream.generate(() -> c)
                        .limit(Math.max(1, table.columns().get(c).categories().size())))
                .toArray();
    }
}
