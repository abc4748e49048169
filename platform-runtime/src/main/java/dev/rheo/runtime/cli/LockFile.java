package dev.rheo.runtime.cli;

import dev.rheo.runtime.plugin.PluginLock;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a {@link PluginLock} is kept. */
record LockFile(Path path) {
    static final String NAME = "plugins.lock";
    private static final long LARGEST = 1 << 20;

    /** The lock; a file that is absent or not a lock ends the command. */
    PluginLock read() {
        return find().orElseThrow(() -> new Complaint(
                ExitCode.USAGE,
                path + ": there is no lock file",
                "write one with 'rheo plugins lock', or name it with --lock-file FILE"));
    }

    /** The lock if there is a file. */
    Optional<PluginLock> find() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            if (Files.size(path) > LARGEST) {
                throw unreadable("it is larger than 1 MB", null);
            }
            return Optional.of(PluginLock.parse(Files.readAllLines(path)));
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(
                    e instanceof java.nio.charset.CharacterCodingException ? "it is not text" : e.getMessage(), e);
        }
    }

    void write(PluginLock lock) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new Complaint(
                    ExitCode.USAGE, path + " is in no folder that exists", "name another file with --lock-file FILE");
        }
        byte[] text = (String.join("\n", lock.lines()) + "\n").getBytes(StandardCharsets.UTF_8);
        new AtomicFiles(Disk.local()).write(path.toAbsolutePath(), "the lock file", out -> out.write(text));
    }

    private Complaint unreadable(
            @org.jspecify.annotations.Nullable String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new Complaint(
                ExitCode.PLUGIN,
                path + " cannot be used as a lock file: " + why,
                "restore it, or remove it and write a new one with 'rheo plugins lock'",
                cause);
    }
}
