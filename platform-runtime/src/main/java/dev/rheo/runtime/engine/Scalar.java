package dev.rheo.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/** A number as an array, changed in place: multiplying by it costs half as much as by a Java number. Used by one thread. */
public final class Scalar {
    private final NDArray array;
    private final ByteBuffer memory;
    private final boolean wide;

    /**
     * @param manager owns the array
     * @param type float32 or float64
     */
    public Scalar(NDManager manager, DataType type) {
        array = manager.create(new Shape(), type);
        memory = HostArrays.memory(array);
        wide = type == DataType.FLOAT64;
    }

    /** The array, which has the value until the next call. */
    public NDArray of(double value) {
        if (wide) {
            memory.putDouble(0, value);
        } else {
            memory.putFloat(0, (float) value);
        }
        return array;
    }
}
