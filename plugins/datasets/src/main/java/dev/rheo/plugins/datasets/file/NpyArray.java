package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.SampleShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * An NPY array whose first axis counts rows.
 *
 * @param values row-major, last axis fastest
 */
record NpyArray(NpyHeader header, float[] values) {
    /** @param size bytes from the header's first to the end, −1 if not known */
    static NpyArray read(InputStream in, long size, DataFile file) throws IOException {
        NpyHeader header = NpyHeader.read(in, file);
        long count = header.count(file);
        long promised = size < 0 ? -1 : Math.max(0, size - header.bytes());
        float[] stored = header.element().read(in, count, header.order(), promised, file);
        return new NpyArray(header, header.fortran() ? rowMajor(stored, header.shape()) : stored);
    }

    static long rows(NpyHeader header, DataFile file) {
        List<Long> shape = header.shape();
        if (shape.isEmpty()) {
            throw file.wrong("is a single number", "give an array whose first axis counts the rows");
        }
        if (header.count(file) == 0) {
            throw file.wrong("is empty: its shape is " + shape, "give an array with at least one row");
        }
        return shape.get(0);
    }

    /** The shape of one row: all axes but the first. */
    static SampleShape rowShape(NpyHeader header, DataFile file) {
        List<Long> axes = header.shape().subList(1, header.shape().size());
        Floats.demandRoom(
                file.path().toString(),
                axes.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b));
        return axes.isEmpty()
                ? SampleShape.of(1)
                : new SampleShape(axes.stream().map(Math::toIntExact).toList());
    }

    /** The array as one label per row. */
    Labels labels(DataFile file) {
        if (rows(header, file) != values.length) {
            throw file.wrong("has shape " + header.shape() + ", not one label per row", "give an array with one axis");
        }
        return Labels.of(values, file);
    }

    private static float[] rowMajor(float[] stored, List<Long> shape) {
        int rank = shape.size();
        int[] size = shape.stream().mapToInt(Long::intValue).toArray();
        int[] stride = new int[rank];
        for (int axis = 0, step = 1; axis < rank; axis++) {
            stride[axis] = step;
            step *= size[axis];
        }
        float[] values = new float[stored.length];
        int[] index = new int[rank];
        int from = 0;
        for (int to = 0; to < values.length; to++) {
            values[to] = stored[from];
            for (int axis = rank - 1; axis >= 0; axis--) {
                from += stride[axis];
                if (++index[axis] < size[axis]) {
                    break;
                }
                from -= stride[axis] * size[axis];
                index[axis] = 0;
            }
        }
        return values;
    }
}
