package dev.rheo.runtime.store;

import java.nio.file.Path;
import java.util.List;

/**
 * An NPY file of known shape that is written piece by piece, see {@link Npy}. It takes its place when it is {@linkplain
 * #commit committed}; closed before, it vanishes and what was there stays. Not thread-safe; methods throw {@link
 * StoreException}.
 */
public final class NpyWriter implements AutoCloseable {
    private final PendingFile file;
    private final ElementType type;
    private final long count;
    private long written;

    private NpyWriter(PendingFile file, ElementType type, long count) {
        this.file = file;
        this.type = type;
        this.count = count;
    }

    /** @param what the content in a reader's words, for messages */
    public static NpyWriter begin(AtomicFiles files, Path target, String what, ElementType type, List<Long> shape) {
        long count = shape.stream().reduce(1L, Math::multiplyExact);
        PendingFile file = files.begin(target, what);
        NpyWriter writer = new NpyWriter(file, type, count);
        boolean begun = false;
        try {
            file.write(out -> out.write(Npy.header(type, shape)));
            begun = true;
            return writer;
        } finally {
            if (!begun) {
                file.close();
            }
        }
    }

    public Path target() {
        return file.target();
    }

    /** Writes the next numbers, in C order. */
    public void append(Values values) {
        if (values.type() != type || written + values.count() > count) {
            throw new IllegalArgumentException(values.count() + " numbers of " + values.type() + " after " + written
                    + " of " + count + " of " + type);
        }
        file.write(out -> new LittleEndianOutput(out).all(values));
        written += values.count();
    }

    /** Puts everything on the device; all numbers must have been written. */
    public void seal() {
        if (written != count) {
            throw new IllegalStateException(written + " of " + count + " numbers were written");
        }
        file.seal();
    }

    /** Seals the file and puts it in its place. */
    public void commit() {
        seal();
        file.commit();
    }

    @Override
    public void close() {
        file.close();
    }
}
