package dev.rheo.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where plugins are looked for: jars and folders {@code name-version/{plugin.jar, lib/*.jar}} directly below the given
 * directories, and development plugins (a project with {@code target/classes}, or that classes folder itself).
 * Everything else is left alone, hidden files in particular.
 */
final class PluginDirectories {
    private final List<Path> directories;
    private final List<Path> developmentPlugins;
    private final List<Path> given;

    PluginDirectories(List<Path> directories, List<Path> developmentPlugins, List<Path> given) {
        this.directories = List.copyOf(directories);
        this.given = List.copyOf(given);
        this.developmentPlugins = List.copyOf(developmentPlugins);
    }

    /** Candidates in the order of precedence, and what could not even be a candidate. */
    record Found(List<PluginCandidate> candidates, List<PluginStatus> rejected) {}

    Found find() {
        List<PluginCandidate> candidates = new ArrayList<>();
        List<PluginStatus> rejected = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path directory : directories) {
            try {
                if (seen.add(directory.toRealPath())) {
                    for (Path path : visible(directory)) {
                        if (!isGiven(path)) {
                            tryCandidate(path, candidates, rejected);
                        }
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                rejected.add(unreadable(directory, e));
            }
        }
        for (Path project : developmentPlugins) {
            try {
                if (seen.add(project.toRealPath())) {
                    candidates.add(development(project));
                }
            } catch (PluginRejection e) {
                rejected.add(PluginStatus.rejected(project, e.problems()));
            } catch (IOException | UncheckedIOException e) {
                rejected.add(unreadable(project, e));
            }
        }
        for (Path plugin : given) {
            try {
                candidates.add(given(plugin));
            } catch (PluginRejection e) {
                rejected.add(PluginStatus.rejected(plugin, e.problems()));
            } catch (IOException | UncheckedIOException e) {
                rejected.add(unreadable(plugin, e));
            }
        }
        return new Found(candidates, rejected);
    }

    private static void tryCandidate(Path path, List<PluginCandidate> candidates, List<PluginStatus> rejected) {
        try {
            candidate(path).ifPresent(candidates::add);
        } catch (PluginRejection e) {
            rejected.add(PluginStatus.rejected(path, e.problems()));
        } catch (IOException | UncheckedIOException e) {
            rejected.add(unreadable(path, e));
        }
    }

    private static Optional<PluginCandidate> candidate(Path path) throws PluginRejection, IOException {
        if (Files.isDirectory(path)) {
            return Optional.of(new PluginCandidate(path, mainJar(path), libraries(path.resolve("lib")), false));
        }
        if (isNamed(path, ".jar")) {
            return Optional.of(new PluginCandidate(path, path, List.of(), false));
        }
        if (isNamed(path, ".zip")) {
            throw new PluginRejection(
                    PluginCode.NOT_UNPACKED,
                    path.getFileName() + " is an archive, not a plugin folder",
                    "unpack it into a folder of its own beside it, then remove the zip");
        }
        return Optional.empty();
    }

    /** One that is given by itself is not found a second time in its folder. */
    private boolean isGiven(Path path) throws IOException {
        for (Path plugin : given) {
            if (Files.exists(plugin) && Files.isSameFile(path, plugin)) {
                return true;
            }
        }
        return false;
    }

    private static PluginCandidate given(Path plugin) throws PluginRejection, IOException {
        if (Files.isRegularFile(plugin.resolve(DescriptorReader.FILE))
                || Files.isDirectory(plugin.resolve("target").resolve("classes"))) {
            return development(plugin);
        }
        PluginCandidate found = candidate(plugin)
                .orElseThrow(() -> new PluginRejection(
                        PluginCode.NOT_A_JAR,
                        plugin.getFileName() + " is neither a jar nor a folder",
                        "give a plugin's jar, the folder of a plugin with private libraries, or a project"));
        return new PluginCandidate(found.location(), found.main(), found.libraries(), true);
    }

    private static Path mainJar(Path folder) throws PluginRejection, IOException {
        Path named = folder.resolve("plugin.jar");
        if (Files.isRegularFile(named)) {
            return named;
        }
        List<Path> jars = visible(folder).stream()
                .filter(path -> isNamed(path, ".jar") && Files.isRegularFile(path))
                .toList();
        if (jars.size() != 1) {
            throw new PluginRejection(
                    PluginCode.NO_MAIN_JAR,
                    "the folder has no plugin.jar" + (jars.isEmpty() ? "" : " but " + jars.size() + " jars"),
                    jars.isEmpty()
                            ? "put the plugin's jar into it as plugin.jar, or move the folder out of the plugins"
                            : "name the plugin's own jar plugin.jar and move its dependencies into lib/");
        }
        return jars.get(0);
    }

    private static PluginCandidate development(Path project) throws PluginRejection, IOException {
        Path target = project.resolve("target");
        if (Files.isRegularFile(project.resolve(DescriptorReader.FILE))) {
            Path parent = project.toAbsolutePath().normalize().getParent();
            List<Path> libraries = parent == null ? List.of() : libraries(parent.resolve("lib"));
            return new PluginCandidate(project, project, libraries, true);
        }
        Path classes = target.resolve("classes");
        if (!Files.isDirectory(classes)) {
            throw new PluginRejection(
                    PluginCode.NO_MAIN_JAR,
                    "neither " + DescriptorReader.FILE + " nor target/classes is in " + project,
                    "compile the plugin first (mvn compile), and give its project folder or its target/classes");
        }
        return new PluginCandidate(project, classes, libraries(target.resolve("lib")), true);
    }

    private static List<Path> libraries(Path lib) throws IOException {
        return Files.isDirectory(lib)
                ? visible(lib).stream().filter(path -> isNamed(path, ".jar")).toList()
                : List.of();
    }

    private static List<Path> visible(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isNamed(Path path, String suffix) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    private static PluginStatus unreadable(Path path, Exception e) {
        boolean absent = !Files.exists(path);
        return PluginStatus.rejected(
                path,
                List.of(PluginCode.DIRECTORY_UNREADABLE.problem(
                        absent ? path + " does not exist" : path + " cannot be listed: " + Faults.say(e),
                        absent ? "correct the path" : "give a folder that this user may read")));
    }
}
