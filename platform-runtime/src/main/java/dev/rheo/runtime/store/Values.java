package dev.rheo.runtime.store;

import java.io.IOException;
import java.util.Objects;

/**
 * Numbers to be written, in order, without a copy of them being made. Implement it to write more numbers than fit into
 * memory: {@link #writeTo} is called once and may produce them as it goes.
 */
public interface Values {
    ElementType type();

    /** How many numbers {@link #writeTo} will write, known beforehand. */
    long count();

    /** Writes exactly {@link #count()} numbers of {@link #type()}. */
    void writeTo(LittleEndianOutput out) throws IOException;

    static Values of(float... data) {
        return of(data, 0, data.length);
    }

    /** A part of an array; the array must not change until it has been written. */
    static Values of(float[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        return values(ElementType.F32, length, out -> out.floats(data, offset, length));
    }

    static Values of(double... data) {
        return values(ElementType.F64, data.length, out -> out.doubles(data, 0, data.length));
    }

    static Values of(long... data) {
        return values(ElementType.I64, data.length, out -> out.longs(data, 0, data.length));
    }

    static Values of(int... data) {
        return values(ElementType.I32, data.length, out -> out.ints(data, 0, data.length));
    }

    /** Unsigned bytes ({@link ElementType#U8}). */
    static Values of(byte... data) {
        return values(ElementType.U8, data.length, out -> out.bytes(data, 0, data.length));
    }

    /** Numbers produced while they are written. */
    static Values values(ElementType type, long count, Producer producer) {
        return new Values() {
            @Override
            public ElementType type() {
                return type;
            }

            @Override
            public long count() {
                return count;
            }

            @Override
            public void writeTo(LittleEndianOutput out) throws IOException {
                producer.writeTo(out);
            }
        };
    }

    /** Writes the numbers of {@link #values}. */
    @FunctionalInterface
    interface Producer {
        void writeTo(LittleEndianOutput out) throws IOException;
    }
}
