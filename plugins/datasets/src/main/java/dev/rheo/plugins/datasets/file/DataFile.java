package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file to read data from, as it is or compressed with gzip, and how its mistakes are reported. */
record DataFile(Path path) {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    /** Reads the file with {@code reader}; what goes wrong with it becomes a {@link DataException}. */
    <T> T read(Reading<T> reader) {
        demand();
        try (InputStream in = open()) {
            return reader.from(in);
        } catch (IOException broken) {
            throw failure(broken);
        }
    }

    /** The number of bytes that {@link #read} gives, −1 if the file is compressed. */
    long size() {
        demand();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path))) {
            return isGzip(raw) ? -1 : Files.size(path);
        } catch (IOException broken) {
            throw failure(broken);
        }
    }

    void demand() {
        if (!Files.exists(path)) {
            throw new DataException(
                    path + ": there is no such file",
                    "check the path; relative paths start at the manifest's directory");
        }
        if (!Files.isRegularFile(path)) {
            throw new DataException(path + ": is not a file", "name a file");
        }
        if (!Files.isReadable(path)) {
            throw new DataException(path + ": may not be read", "give the user of this process read access");
        }
    }

    DataException failure(IOException broken) {
        if (broken instanceof EOFException) {
            return wrong("ends too early: it is cut off", "copy or download the file again");
        }
        if (broken instanceof ZipException) {
            return wrong("is damaged (" + broken.getMessage() + ")", "copy or download the file again");
        }
        if (broken instanceof CharacterCodingException) {
            return wrong("is not text in UTF-8", "convert it, for instance with iconv -t UTF-8");
        }
        if (broken instanceof AccessDeniedException) {
            return wrong("may not be read", "give the user of this process read access");
        }
        return new DataException(
                path + ": cannot be read: " + broken.getMessage(), "check the file and the disk", broken);
    }

    DataException wrong(String what, String remedy) {
        return new DataException(path + ": " + what, remedy);
    }

    /** A mistake at a place of the file, for instance a line. */
    DataException wrong(String place, String what, String remedy) {
        return new DataException(path + ":" + place + ": " + what, remedy);
    }

    private InputStream open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            return isGzip(in) ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
        } catch (IOException broken) {
            in.close();
            throw broken;
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC;
    }

    /** What to make of a file's bytes. */
    @FunctionalInterface
    interface Reading<T> {
        T from(InputStream in) throws IOException;
    }
}
