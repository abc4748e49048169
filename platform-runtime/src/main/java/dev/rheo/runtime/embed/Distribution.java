package dev.rheo.runtime.embed;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Finds the unpacked distribution. */
final class Distribution {
    private Distribution() {}

    /** The folder above {@code lib}, where this class's jar lies; empty if there are no {@code plugins} beside it. */
    static Optional<Path> ofThisClass() {
        CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? Optional.empty()
                    : above(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | FileSystemNotFoundException | IllegalArgumentException notAFile) {
            return Optional.empty();
        }
    }

    private static Optional<Path> above(Path jar) {
        Path lib = jar.getParent();
        return Optional.ofNullable(lib == null ? null : lib.getParent())
                .filter(home -> Files.isRegularFile(jar) && Files.isDirectory(home.resolve("plugins")));
    }
}
