package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes arrays of numbers as little-endian bytes through one buffer. Not thread-safe. Bits are kept, also those of NaN. */
public final class LittleEndianOutput {
    private static final int CAPACITY = 1 << 17;

    private final OutputStream out;
    private final byte[] chunk = new byte[CAPACITY];
    private final ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    LittleEndianOutput(OutputStream out) {
        this.out = out;
    }

    public void floats(float[] data, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, CAPACITY / Float.BYTES);
            buffer.asFloatBuffer().put(data, offset + done, part);
            emit(part * Float.BYTES);
            done += part;
        }
    }

    public void doubles(double[] data, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, CAPACITY / Double.BYTES);
            buffer.asDoubleBuffer().put(data, offset + done, part);
            emit(part * Double.BYTES);
            done += part;
        }
    }

    public void longs(long[] data, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, CAPACITY / Long.BYTES);
            buffer.asLongBuffer().put(data, offset + done, part);
            emit(part * Long.BYTES);
            done += part;
        }
    }

    public void ints(int[] data, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, CAPACITY / Integer.BYTES);
            buffer.asIntBuffer().put(data, offset + done, part);
            emit(part * Integer.BYTES);
            done += part;
        }
    }

    public void bytes(byte[] data, int offset, int length) throws IOException {
        out.write(data, offset, length);
        written += length;
    }

    /** Writes {@code values} and checks that they are as many as they said. */
    void all(Values values) throws IOException {
        long before = written;
        values.writeTo(this);
        long expected = Math.multiplyExact(values.count(), (long) values.type().bytes());
        if (written - before != expected) {
            throw new IllegalStateException(
                    "announced " + expected + " bytes of numbers and wrote " + (written - before));
        }
    }

    private void emit(int bytes) throws IOException {
        out.write(chunk, 0, bytes);
        written += bytes;
    }
}
