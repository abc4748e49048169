package dev.rheo.runtime.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files inside a jar or a classes folder, read as bytes: nothing in them is executed, nothing is unpacked. */
sealed interface PluginContents extends Closeable {
    /**
     * @param name with slashes, as in a jar
     * @param size unpacked, as the archive claims; -1 if it does not say
     */
    record Entry(String name, long size) {}

    /** Opens {@code path}; an exception of any kind means that it is not a readable jar. */
    static PluginContents open(Path path) throws IOException {
        return Files.isDirectory(path) ? new Folder(path) : new Jar(new ZipFile(path.toFile()));
    }

    List<Entry> entries() throws IOException;

    /** A stream over the entry's unpacked bytes, however many there are; to be closed by the caller. */
    Optional<InputStream> stream(String name) throws IOException;

    /** The first {@code limit} bytes of an entry, or all of it. */
    default Optional<byte[]> head(String name, int limit) throws IOException {
        Optional<InputStream> stream = stream(name);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stream.get()) {
            return Optional.of(in.readNBytes(limit));
        }
    }

    @Override
    void close() throws IOException;

    record Jar(ZipFile zip) implements PluginContents {
        @Override
        public List<Entry> entries() {
            return zip.stream()
                    .map(entry -> new Entry(entry.getName(), entry.getSize()))
                    .toList();
        }

        @Override
        public Optional<InputStream> stream(String name) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            return entry == null ? Optional.empty() : Optional.ofNullable(zip.getInputStream(entry));
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    record Folder(Path root) implements PluginContents {
        @Override
        public List<Entry> entries() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> new Entry(root.relativize(file).toString().replace('\\', '/'), -1))
                        .toList();
            }
        }

        @Override
        public Optional<InputStream> stream(String name) throws IOException {
            Path file = root.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
