package dev.rheo.plugins.networks.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A tensor in an archive, by reference to its numbers. One object for one tensor, however many modules share it.
 *
 * @param offset of the first number in the storage
 * @param shape lengths of the axes
 * @param strides in numbers
 * @param trained whether it requires a gradient
 */
record SavedTensor(Unpickler.Storage storage, long offset, long[] shape, long[] strides, boolean trained) {
    private static final String FLOAT32 = "torch.FloatStorage";

    boolean isFloat32() {
        return storage.type().equals(FLOAT32);
    }

    long size() {
        long size = 1;
        for (long axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    /** The numbers, row-major. */
    float[] values(byte[] stored) throws SavedModuleException {
        FloatBuffer numbers =
                ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[Math.toIntExact(size())];
        long[] index = new long[shape.length];
        for (int i = 0; i < values.length; i++) {
            long at = offset;
            for (int axis = 0; axis < shape.length; axis++) {
                at += index[axis] * strides[axis];
            }
            if (at < 0 || at >= numbers.limit()) {
                throw new SavedModuleException("a tensor reaches beyond its numbers");
            }
            values[i] = numbers.get((int) at);
            for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return values;
    }
}
