package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import java.util.ArrayList;
import java.util.List;
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

    /** c0, c1, … for the columns of an array of conditions, token0, … for those of one of tokens. */
    static Conditions names(@Nullable NpyArray conditions, @Nullable NpyArray tokens) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width(conditions); i++) {
            names.add("c" + i);
        }
        int vocabulary = 0;
        for (int i = 0; i < width(tokens); i++) {
            names.add("token" + i);
        }
        if (tokens != null) {
            for (float token : tokens.values()) {
                vocabulary = Math.max(vocabulary, (int) token + 1);
            }
        }
        return new Conditions(names, width(tokens), vocabulary);
    }

    private static int width(@Nullable NpyArray array) {
        return array == null
                ? 0
                : Math.toIntExact(array.header().shape().stream()
                        .skip(1)
                        .mapToLong(Long::longValue)
                        .reduce(1, Math::multiplyExact));
    }

    /** Conditions of rows, then their tokens; null for neither. */
    static @Nullable Points beside(@Nullable NpyArray conditions, @Nullable NpyArray tokens, Rows rows, DataFile file) {
        int count = rows.points().count();
        int width = width(conditions) + width(tokens);
        if (width == 0) {
            return null;
        }
        float[] values = new float[Math.multiplyExact(count, width)];
        place(conditions, values, 0, count, file);
        place(tokens, values, width(conditions), count, file);
        return new Points(values, count, width);
    }

    private static void place(@Nullable NpyArray array, float[] values, int at, int count, DataFile file) {
        if (array == null) {
            return;
        }
        long given = NpyArray.rows(array.header(), file);
        if (given != count) {
            throw file.wrong(
                    "has " + count + " rows, and conditions for " + given,
                    "give one row of conditions per row, in order");
        }
        int own = width(array);
        int width = values.length / count;
        for (int i = 0; i < count; i++) {
            System.arraycopy(array.values(), i * own, values, i * width + at, own);
        }
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
