package dev.rheo.runtime.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that is full after so many bytes, or fails at the operations that a test chooses. It never syncs in truth, which
 * only a power cut could tell, so that tests are fast.
 */
class FaultyDisk implements Disk {
    enum Operation {
        CREATE,
        APPEND,
        WRITE,
        SYNC,
        RENAME,
        CREATE_DIRECTORY
    }

    /** Asked before each operation; throws to make it fail. */
    interface Fault {
        void before(Operation operation, Path path) throws IOException;
    }

    private final Disk disk = Disk.local();
    private final Fault fault;
    private long bytesLeft;

    FaultyDisk(long bytesLeft, Fault fault) {
        this.bytesLeft = bytesLeft;
        this.fault = fault;
    }

    static FaultyDisk withoutFault() {
        return fullAfter(Long.MAX_VALUE);
    }

    static FaultyDisk fullAfter(long bytes) {
        return new FaultyDisk(bytes, (operation, path) -> {});
    }

    static FaultyDisk failingAt(Operation failing, String message) {
        return new FaultyDisk(Long.MAX_VALUE, (operation, path) -> {
            if (operation == failing) {
                throw new IOException(message);
            }
        });
    }

    void free(long bytes) {
        bytesLeft = bytes;
    }

    @Override
    public Sink create(Path file) throws IOException {
        fault.before(Operation.CREATE, file);
        return new FaultySink(file, disk.create(file));
    }

    @Override
    public Sink append(Path file) throws IOException {
        fault.before(Operation.APPEND, file);
        return new FaultySink(file, disk.append(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        fault.before(Operation.RENAME, to);
        disk.rename(from, to);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        fault.before(Operation.CREATE_DIRECTORY, directory);
        disk.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) {}

    private final class FaultySink extends Sink {
        private final Path path;
        private final Sink sink;

        FaultySink(Path path, Sink sink) {
            this.path = path;
            this.sink = sink;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            fault.before(Operation.WRITE, path);
            int fitting = (int) Math.min(length, bytesLeft);
            bytesLeft -= fitting;
            sink.write(bytes, offset, fitting);
            if (fitting < length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void sync() throws IOException {
            fault.before(Operation.SYNC, path);
        }

        @Override
        public long size() throws IOException {
            return sink.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            sink.truncate(size);
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}
