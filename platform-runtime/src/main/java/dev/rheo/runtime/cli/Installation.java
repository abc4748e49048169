package dev.rheo.runtime.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked distribution that this process runs from.
 *
 * @param home null when started without one, for instance from a test
 */
record Installation(@Nullable Path home) {
    /** From the launcher's {@code -Drheo.home}. */
    static Installation ofLauncher() {
        String home = System.getProperty("rheo.home");
        return new Installation(home == null ? null : Path.of(home));
    }

    List<Path> plugins() {
        return home == null ? List.of() : List.of(home.resolve("plugins"));
    }

    /** The Maven repository of the SPI and the conformance kit; need not exist. */
    Path repository() {
        return (home == null ? Path.of("") : home).resolve("maven-repository");
    }

    /** Names of the shipped examples. */
    List<String> examples() {
        Path folder = home == null ? null : home.resolve("examples");
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Path> example(String name) {
        return home == null || !examples().contains(name)
                ? Optional.empty()
                : Optional.of(home.resolve("examples").resolve(name + ".yaml"));
    }

    /**
     * The manifest that EXP means: a file, or the name of a shipped example. A folder does not hide an example.
     *
     * @throws Complaint if it is neither
     */
    Path manifest(String experiment) {
        Path file = file(experiment);
        if (file != null
                && (Files.isRegularFile(file)
                        || Files.exists(file) && example(experiment).isEmpty())) {
            return file;
        }
        return example(experiment)
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE,
                        "there is no manifest '" + experiment + "' here, and no shipped example of that name",
                        examples().isEmpty()
                                ? "give the path of a manifest"
                                : "give the path of a manifest, or one of " + String.join(", ", examples())));
    }

    private static @Nullable Path file(String experiment) {
        try {
            return Path.of(experiment);
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }
}
