package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** {@link Disk} on the default file system; {@link RandomAccessFile} because interrupts do not close it. */
final class LocalDisk implements Disk {
    @Override
    public Sink create(Path file) throws IOException {
        Files.createFile(file);
        return new FileSink(file);
    }

    @Override
    public Sink append(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        FileSink sink = new FileSink(file);
        sink.toEnd();
        return sink;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) {
        boolean interrupted = Thread.interrupted();
        try {
            while (!forced(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forced(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException again) {
            return false;
        } catch (IOException unsupported) {
            return true; // Windows cannot open a directory, some network file systems cannot sync one
        }
    }

    private static final class FileSink extends Sink {
        private final RandomAccessFile file;

        FileSink(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        void toEnd() throws IOException {
            file.seek(file.length());
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.setLength(size);
            file.seek(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
