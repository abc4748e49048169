package dev.rheo.runtime.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor on memory that Java reads and writes: no copies and no engine calls. The manager owns the tensor. */
final class DirectTensor {
    private static final int ALIGNMENT = 64;

    private final ByteBuffer bytes;
    private final PtNDArray array;

    private DirectTensor(ByteBuffer bytes, PtNDArray array) {
        this.bytes = bytes;
        this.array = array;
    }

    static DirectTensor of(PtNDManager manager, Shape shape, Dtype dtype, int batch) {
        long[] dims = shape.dims();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.BATCH ? batch : dims[i];
        }
        return of(manager, dims, dtype == Dtype.INT64 ? DataType.INT64 : DataType.FLOAT32);
    }

    static DirectTensor of(PtNDManager manager, long[] dims, DataType type) {
        var shape = new ai.djl.ndarray.types.Shape(dims);
        int size = Math.toIntExact(shape.size() * type.getNumOfBytes());
        ByteBuffer bytes = ByteBuffer.allocateDirect((size / ALIGNMENT + 2) * ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .limit(size)
                .slice()
                .order(ByteOrder.nativeOrder());
        return new DirectTensor(bytes, manager.create(bytes, shape, type));
    }

    /** One of {@code parts} equal parts along the first dimension, on the same memory. */
    DirectTensor part(PtNDManager manager, int index, int parts) {
        long[] dims = array.getShape().getShape().clone();
        dims[0] /= parts;
        int size = bytes.capacity() / parts;
        ByteBuffer part = bytes.slice(index * size, size).order(ByteOrder.nativeOrder());
        var shape = new ai.djl.ndarray.types.Shape(dims);
        return new DirectTensor(part, manager.create(part, shape, array.getDataType()));
    }

    /** Another tensor of the same numbers in the same memory. */
    DirectTensor alias(PtNDManager manager) {
        return part(manager, 0, 1);
    }

    ByteBuffer bytes() {
        return bytes;
    }

    PtNDArray array() {
        return array;
    }

    float[] floats() {
        float[] copy = new float[bytes.capacity() / Float.BYTES];
        bytes.asFloatBuffer().get(0, copy);
        return copy;
    }

    /** @throws IllegalArgumentException if the length is not the tensor's */
    void set(float[] values) {
        if (values.length != bytes.capacity() / Float.BYTES) {
            throw new IllegalArgumentException("A vector of " + bytes.capacity() / Float.BYTES
                    + " numbers cannot be set to " + values.length + ".");
        }
        bytes.asFloatBuffer().put(0, values);
    }
}
