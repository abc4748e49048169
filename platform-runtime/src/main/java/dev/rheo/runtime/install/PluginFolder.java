package dev.rheo.runtime.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of installed plugins. A plugin comes into it whole or not at all: it is written under a hidden name, which no
 * command looks at, forced to disk, and renamed.
 */
public final class PluginFolder {
    private final Path folder;

    public PluginFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Brings a file or folder in under a hidden name, a zip unpacked, so that it can be examined where it will be used.
     *
     * @return to be given to {@link #admit} or {@link #discard}
     */
    public Path stage(Path plugin) throws IOException, InstallException {
        Files.createDirectories(folder);
        Path room = Files.createTempDirectory(folder, ".installing-");
        try {
            String name = String.valueOf(plugin.getFileName());
            if (Files.isDirectory(plugin)) {
                return copyFolder(plugin, Files.createDirectory(room.resolve("plugin")));
            }
            if (name.endsWith(".zip")) {
                Path unpacked = Files.createDirectory(room.resolve("plugin"));
                PluginArchive.unpack(plugin, unpacked);
                return unpacked;
            }
            if (name.endsWith(".jar")) {
                return Files.copy(plugin, room.resolve("plugin.jar"));
            }
            throw new InstallException(
                    name + " is neither a jar, a zip nor a folder", "give what the plugin's author gives out");
        } catch (IOException | InstallException | RuntimeException e) {
            delete(room);
            throw e;
        }
    }

    /** Makes a staged plugin an installed one: {@code id-version.jar} or the folder {@code id-version}. */
    public Path admit(Path staged, String id, String version) throws IOException, InstallException {
        Path target = folder.resolve(id + "-" + version + (Files.isDirectory(staged) ? "" : ".jar"));
        if (Files.exists(target)) {
            throw new InstallException(target + " is there already", "'rheo plugins remove " + id + "' takes it out");
        }
        for (Path file : files(staged)) {
            force(file);
        }
        try {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(staged, target);
        }
        discard(staged);
        return target;
    }

    /** Removes what {@link #stage} brought in. */
    public void discard(Path staged) throws IOException {
        Path room = staged.getParent();
        if (room != null && String.valueOf(room.getFileName()).startsWith(".installing-")) {
            delete(room);
        }
    }

    /** Takes an installed plugin out. */
    public void remove(Path installed) throws IOException {
        Path hidden = folder.resolve(".removing-" + installed.getFileName());
        delete(hidden);
        Files.move(installed, hidden);
        delete(hidden);
    }

    private static Path copyFolder(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.copy(file, target);
        }
        return to;
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
