package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A data set made of an array and, possibly, labels. */
final class ArraySet {
    private ArraySet() {}

    static DataInfo info(NpyHeader header, @Nullable Labels labels, List<Integer> shape, DataFile file) {
        long rows = NpyArray.rows(header, file);
        SampleShape resolved = Shapes.resolve(shape, NpyArray.rowShape(header, file), file);
        int classes = labels == null ? 0 : labels.demand(rows).classes();
        return new DataInfo(resolved, classes, rows, header.element().quantum());
    }

    /** c0, c1, … for the columns of an array of conditions; none for none. */
    static Conditions names(@Nullable NpyArray conditions) {
        return conditions == null
                ? Conditions.NONE
                : new Conditions(IntStream.range(0, width(conditions))
                        .mapToObj(i -> "c" + i)
                        .toList());
    }

    private static int width(NpyArray conditions) {
        List<Long> shape = conditions.header().shape();
        return Math.toIntExact(shape.stream().skip(1).mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
    }

    /** The conditions of rows; null for none. */
    static @Nullable Points beside(@Nullable NpyArray conditions, Rows rows, DataFile file) {
        if (conditions == null) {
            return null;
        }
        int count = rows.points().count();
        long given = NpyArray.rows(conditions.header(), file);
        if (given != count) {
            throw file.wrong(
                    "has " + count + " rows, and conditions for " + given,
                    "give one row of conditions per row, in order");
        }
        return new Points(conditions.values(), count, width(conditions));
    }

    static Rows rows(NpyArray array, @Nullable Labels labels, List<Integer> shape, DataFile file) {
        DataInfo info = info(array.header(), labels, shape, file);
        return rows(array.values(), info, labels, file);
    }

    static Rows rows(float[] values, DataInfo info, @Nullable Labels labels, DataFile file) {
        SampleShape shape = info.shape();
        Element.demandFinite(values, shape.size(), file);
        Points points = new Points(values, Math.toIntExact(info.rows()), shape.size());
        return labels == null
                ? Rows.unlabelled(points, shape)
                : new Rows(points, shape, labels.values(), labels.classes());
    }
}
