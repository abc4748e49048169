package dev.rheo.runtime.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A ZIP file of stored entries, open for reading. An entry is believed to be no longer than the file, and its content is
 * checked against its checksum. Not thread-safe. All methods throw {@link StoreException}.
 */
public final class StoredZipFile implements AutoCloseable {
    private final Path path;
    private final String what;
    private final ZipFile zip;
    private final long length;

    private StoredZipFile(Path path, String what, ZipFile zip, long length) {
        this.path = path;
        this.what = what;
        this.zip = zip;
        this.length = length;
    }

    /** @param what the file in a reader's words */
    public static StoredZipFile open(Path path, String what) {
        try {
            long length = Files.size(path);
            return new StoredZipFile(path, what, new ZipFile(path.toFile(), StandardCharsets.UTF_8), length);
        } catch (java.util.zip.ZipException | IllegalArgumentException broken) {
            throw Faults.damaged(what, path, "it is not a ZIP archive (" + broken.getMessage() + ")");
        } catch (IOException fault) {
            throw Faults.reading(what, path, fault);
        }
    }

    /** Names of all entries. */
    public List<String> names() {
        return zip.stream().map(ZipEntry::getName).toList();
    }

    /**
     * An entry's text.
     *
     * @param limit most bytes that are read
     */
    public String text(String name, int limit) {
        ZipEntry entry = entry(name);
        if (entry.getSize() > limit) {
            throw Faults.damaged(what, path, "its entry " + name + " has " + entry.getSize() + " bytes");
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        read(entry, in -> {
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw new EOFException();
            }
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Number of float32 values that an entry has room for. */
    public long floats(String name) {
        return entry(name).getSize() / Float.BYTES;
    }

    /** An entry of exactly {@code count} little-endian float32 values, into {@code into} at {@code offset}. */
    public void floats(String name, float[] into, int offset, int count) {
        ZipEntry entry = entry(name);
        if (entry.getSize() != (long) count * Float.BYTES) {
            throw Faults.damaged(
                    what, path, "its entry " + name + " has " + entry.getSize() + " bytes for " + count + " numbers");
        }
        byte[] chunk = new byte[1 << 16];
        read(entry, in -> {
            for (int done = 0; done < count; ) {
                int bytes = (int) Math.min(chunk.length, (count - done) * (long) Float.BYTES);
                if (in.readNBytes(chunk, 0, bytes) < bytes) {
                    throw new EOFException();
                }
                ByteBuffer.wrap(chunk, 0, bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(into, offset + done, bytes / Float.BYTES);
                done += bytes / Float.BYTES;
            }
        });
    }

    private interface Reading {
        void from(InputStream in) throws IOException;
    }

    private void read(ZipEntry entry, Reading reading) {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            reading.from(in);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw Faults.damaged(what, path, "its entry " + entry.getName() + " does not agree with its checksum");
            }
        } catch (IOException fault) {
            throw fault instanceof java.util.zip.ZipException
                    ? Faults.damaged(what, path, String.valueOf(fault.getMessage()))
                    : Faults.reading(what, path, fault);
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw Faults.damaged(what, path, "it has no entry " + name);
        }
        if (entry.getMethod() != ZipEntry.STORED
                || entry.getSize() != entry.getCompressedSize()
                || entry.getSize() < 0
                || entry.getSize() > length) {
            throw Faults.damaged(what, path, "its entry " + name + " is not stored uncompressed within the file");
        }
        return entry;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException nothingWasWritten) {
            // a file that was only read loses nothing
        }
    }
}
