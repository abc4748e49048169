package dev.rheo.plugins.datasets.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A number's form in a binary file. */
enum Element {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    UINT64(8),
    INT64(8),
    FLOAT32(4),
    FLOAT64(8);

    private static final int BLOCK = 1 << 13;

    final int bytes;

    Element(int bytes) {
        this.bytes = bytes;
    }

    /** The step between neighbouring numbers of this form: 1 for whole ones, else 0. */
    double quantum() {
        return this == FLOAT32 || this == FLOAT64 ? 0 : 1;
    }

    private double read(ByteBuffer from) {
        double number = at(from, from.position());
        from.position(from.position() + bytes);
        return number;
    }

    /** The number whose first byte is at {@code index}. */
    double at(ByteBuffer from, int index) {
        return switch (this) {
            case UINT8 -> from.get(index) & 0xff;
            case INT8 -> from.get(index);
            case UINT16 -> from.getShort(index) & 0xffff;
            case INT16 -> from.getShort(index);
            case UINT32 -> from.getInt(index) & 0xffffffffL;
            case INT32 -> from.getInt(index);
            case UINT64 -> unsigned(from.getLong(index));
            case INT64 -> from.getLong(index);
            case FLOAT32 -> from.getFloat(index);
            case FLOAT64 -> from.getDouble(index);
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /**
     * Reads {@code count} numbers.
     *
     * @param promised bytes that the file has left, −1 if that is not known
     */
    float[] read(InputStream in, long count, ByteOrder order, long promised, DataFile file) throws IOException {
        if (promised >= 0 && count > promised / bytes) {
            throw file.wrong(
                    "its header announces " + count + " numbers of " + bytes + " bytes, but only " + promised
                            + " bytes follow: it is cut off or not what it says",
                    "copy or download the file again");
        }
        Floats.demandRoom(file.path().toString(), count);
        Floats values = new Floats(file.path().toString());
        ByteBuffer block = ByteBuffer.allocate(BLOCK * bytes).order(order);
        for (long done = 0; done < count; ) {
            int wanted = (int) Math.min(BLOCK, count - done);
            if (in.readNBytes(block.array(), 0, wanted * bytes) < wanted * bytes) {
                throw new EOFException();
            }
            block.rewind();
            for (int i = 0; i < wanted; i++) {
                values.add((float) read(block));
            }
            done += wanted;
        }
        return values.toArray();
    }

    /** Refuses numbers that are not finite; {@code width} numbers make a row. */
    static void demandFinite(float[] values, int width, DataFile file) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw file.wrong(
                        "row " + i / width,
                        "number " + i % width + " is " + values[i] + " in single precision (rows and numbers from 0)",
                        "remove or repair the row");
            }
        }
    }
}
