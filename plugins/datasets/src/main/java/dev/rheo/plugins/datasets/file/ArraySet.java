package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
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
