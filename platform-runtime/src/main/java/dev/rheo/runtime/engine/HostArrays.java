package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays made from numbers of the host, on the engine's own memory: it is free as soon as they are closed. Those of
 * {@link NDManager#create(float[])} leave a direct buffer behind, which waits for the garbage collector.
 */
public final class HostArrays {
    private HostArrays() {}

    /** A float32 array, owned by the manager. */
    public static NDArray floats(NDManager manager, float[] values, Shape shape) {
        NDArray array = manager.create(shape, DataType.FLOAT32);
        memory(array).asFloatBuffer().put(values);
        return array;
    }

    /** An int64 vector, owned by the manager. */
    public static NDArray integers(NDManager manager, int... values) {
        NDArray array = manager.create(new Shape(values.length), DataType.INT64);
        var memory = memory(array).asLongBuffer();
        for (int value : values) {
            memory.put(value);
        }
        return array;
    }

    /** The array's own memory; of use as long as the array is open. */
    static ByteBuffer memory(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }
}
