package dev.rheo.runtime.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Numbers at a place in an open file, whose extent has been checked against the file's length, so that no array asked for
 * here is larger than the file.
 */
record LittleEndianRegion(RandomAccessFile file, Path path, String what, ElementType type, long position, long count) {
    private static final int CAPACITY = 1 << 17;

    float[] floats() {
        float[] into = new float[whole(ElementType.F32)];
        floats(0, into, 0, into.length);
        return into;
    }

    void floats(long from, float[] into, int offset, int length) {
        check(ElementType.F32, from, length);
        chunks(from, length, (bytes, done, part) -> bytes.asFloatBuffer().get(into, offset + done, part));
    }

    double[] doubles() {
        double[] into = new double[whole(ElementType.F64)];
        chunks(0, into.length, (bytes, done, part) -> bytes.asDoubleBuffer().get(into, done, part));
        return into;
    }

    long[] longs() {
        long[] into = new long[whole(ElementType.I64)];
        chunks(0, into.length, (bytes, done, part) -> bytes.asLongBuffer().get(into, done, part));
        return into;
    }

    int[] ints() {
        int[] into = new int[whole(ElementType.I32)];
        chunks(0, into.length, (bytes, done, part) -> bytes.asIntBuffer().get(into, done, part));
        return into;
    }

    /** The bytes as they are in the file, of any type. */
    byte[] bytes() {
        byte[] into = new byte[fitting(Math.multiplyExact(count, (long) type.bytes()))];
        try {
            file.seek(position);
            file.readFully(into);
            return into;
        } catch (IOException fault) {
            throw Faults.reading(what, path, fault);
        }
    }

    private interface Decoder {
        Buffer decode(ByteBuffer bytes, int done, int part);
    }

    private void chunks(long from, int length, Decoder decoder) {
        byte[] chunk = new byte[(int) Math.min(CAPACITY, (long) length * type.bytes())];
        ByteBuffer bytes = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        try {
            file.seek(position + from * type.bytes());
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, chunk.length / type.bytes());
                file.readFully(chunk, 0, part * type.bytes());
                decoder.decode(bytes, done, part);
                done += part;
            }
        } catch (EOFException cut) {
            throw Faults.damaged(what, path, "it has become shorter while it was read");
        } catch (IOException fault) {
            throw Faults.reading(what, path, fault);
        }
    }

    private int whole(ElementType expected) {
        check(expected, 0, count);
        return fitting(count);
    }

    private void check(ElementType expected, long from, long length) {
        if (type != expected) {
            throw Faults.damaged(what, path, "its numbers are " + type + " where " + expected + " is expected");
        }
        if (from < 0 || length < 0 || length > count - from) {
            throw new IndexOutOfBoundsException(from + " + " + length + " of " + count);
        }
    }

    private int fitting(long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw new StoreException(
                    "Cannot read " + what, path, size + " elements do not fit into one array", "Read it in parts.");
        }
        return (int) size;
    }
}
