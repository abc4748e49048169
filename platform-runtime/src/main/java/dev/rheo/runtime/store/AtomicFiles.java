package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes whole files so that a reader, a crash or a power cut finds the old content or the new, never a part: temporary name
 * in the same directory, write, sync, rename, sync of the directory. If anything fails the old content stays, the temporary
 * file is removed and a {@link StoreException} says why. Thread-safe; two writers of one file: the last rename wins.
 */
public final class AtomicFiles {
    private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.[0-9a-f]{16}\\.tmp");

    private final Disk disk;

    public AtomicFiles(Disk disk) {
        this.disk = disk;
    }

    /** What to write. */
    @FunctionalInterface
    public interface Body {
        /** Writes the content to {@code out}, which is not buffered (write large pieces), and leaves it open. */
        void writeTo(OutputStream out) throws IOException;
    }

    Disk disk() {
        return disk;
    }

    /**
     * Replaces or creates {@code target}, whose directory must exist.
     *
     * @param what the content in a reader's words, for messages: {@code "the samples"}
     */
    public void write(Path target, String what, Body body) {
        try (PendingFile file = begin(target, what)) {
            file.write(body);
            file.commit();
        }
    }

    /** Begins a file that is written piece by piece; parameters as for {@link #write(Path, String, Body)}. */
    public PendingFile begin(Path target, String what) {
        return new PendingFile(disk, target, what);
    }

    /** {@link #write(Path, String, Body)} of text in UTF-8. */
    public void write(Path target, String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(target, what, out -> out.write(bytes));
    }

    /**
     * Creates a directory in one that must exist; one that is there already is left as it is. For what lies inside a run:
     * if the run's directory has been removed, it must not come back as a shell without its manifest.
     */
    public void createDirectory(Path directory, String what) {
        try {
            if (!Files.isDirectory(directory)) {
                disk.createDirectory(directory);
                disk.syncDirectory(directoryOf(directory));
            }
        } catch (IOException fault) {
            throw Faults.writing(what, directory, fault);
        }
    }

    /** Creates a directory and its missing parents; one that exists is left as it is. */
    public void createDirectories(Path directory, String what) {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent, what);
        }
        try {
            disk.createDirectory(directory);
            disk.syncDirectory(directoryOf(directory));
        } catch (IOException fault) {
            if (!Files.isDirectory(directory)) {
                throw Faults.writing(what, directory, fault);
            }
        }
    }

    /** Removes temporary files and directories that a killed process left in {@code directory}; the caller holds its lock. */
    void removeLeftovers(Path directory) {
        for (Path entry : entries(directory)) {
            if (LEFTOVER.matcher(entry.getFileName().toString()).matches()) {
                deleteQuietly(entry);
            }
        }
    }

    /** A new name beside {@code target} that {@link #removeLeftovers} recognises. */
    static Path temporaryBeside(Path target) {
        String suffix = String.format("%016x", ThreadLocalRandom.current().nextLong());
        return directoryOf(target).resolve("." + target.getFileName() + "." + suffix + ".tmp");
    }

    /** What is in a directory, by name; nothing if it does not exist. */
    static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException fault) {
            throw Faults.reading("the directory", directory, fault);
        } catch (UncheckedIOException fault) {
            IOException cause = fault.getCause();
            throw Faults.reading("the directory", directory, cause != null ? cause : new IOException(fault));
        }
    }

    /** Deletes a file or a directory with all that is in it, as far as it can. */
    static void deleteQuietly(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                entries(path).forEach(AtomicFiles::deleteQuietly);
            }
            Files.deleteIfExists(path);
        } catch (IOException | StoreException left) {
            // it carries a temporary name, so the next holder of the lock removes it
        }
    }

    static Path directoryOf(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent != null ? parent : target.toAbsolutePath();
    }
}
