package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The few operations on which the safety of a run's files rests, as a seam: a test puts a failing disk here, because the
 * superuser of a build machine is stopped by no permission bit. Thread-safe; not disturbed by interrupts.
 */
public interface Disk {
    /** The real one. */
    static Disk local() {
        return new LocalDisk();
    }

    /** Creates a file that must not exist yet and opens it for writing. */
    Sink create(Path file) throws IOException;

    /** Opens a file for writing at its end, and creates it if there is none. */
    Sink append(Path file) throws IOException;

    /** Renames a file or directory within one file system, in one step, replacing a file that is there. */
    void rename(Path from, Path to) throws IOException;

    /** Creates one directory, whose parent must exist, and which must not. */
    void createDirectory(Path directory) throws IOException;

    /** Makes the names in a directory durable where the platform can do that, else does nothing. */
    void syncDirectory(Path directory);

    /** An open file. Not thread-safe. */
    abstract class Sink extends OutputStream {
        /** Returns once everything written so far is on the device. */
        public abstract void sync() throws IOException;

        /** Number of bytes in the file. */
        public abstract long size() throws IOException;

        /** Cuts the file to {@code size} bytes; writing goes on there. */
        public abstract void truncate(long size) throws IOException;

        @Override
        public abstract void write(byte[] bytes, int offset, int length) throws IOException;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }
    }
}
