package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * An NPY file open for reading; its length has been checked against its shape. Versions 1.0 to 3.0, C order, little-endian,
 * F32, F64, I32 or I64. Not thread-safe. All methods throw {@link StoreException}.
 */
public final class NpyFile implements AutoCloseable {
    private final RandomAccessFile file;
    private final List<Long> shape;
    private final LittleEndianRegion region;

    private NpyFile(RandomAccessFile file, Path path, Npy.Header header) {
        this.file = file;
        this.shape = header.shape();
        this.region = new LittleEndianRegion(file, path, "the array", header.type(), header.position(), header.count());
    }

    public static NpyFile open(Path path) {
        RandomAccessFile file = null;
        boolean opened = false;
        try {
            file = new RandomAccessFile(path.toFile(), "r");
            NpyFile array = new NpyFile(file, path, Npy.header(file, path));
            opened = true;
            return array;
        } catch (IOException fault) {
            throw Faults.reading("the array", path, fault);
        } finally {
            if (file != null && !opened) {
                closeQuietly(file);
            }
        }
    }

    public ElementType type() {
        return region.type();
    }

    /** Sizes in C order; empty for a scalar. */
    public List<Long> shape() {
        return shape;
    }

    /** All of an F32 array. */
    public float[] floats() {
        return region.floats();
    }

    /** Part of an F32 array: {@code length} elements from element {@code from} into {@code into} at {@code offset}. */
    public void floats(long from, float[] into, int offset, int length) {
        region.floats(from, into, offset, length);
    }

    /** All of an F64 array. */
    public double[] doubles() {
        return region.doubles();
    }

    /** All of an I64 array. */
    public long[] longs() {
        return region.longs();
    }

    /** All of an I32 array. */
    public int[] ints() {
        return region.ints();
    }

    @Override
    public void close() {
        closeQuietly(file);
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException nothingWasWritten) {
            // a file that was only read loses nothing
        }
    }
}
