package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pictures of a folder in a fixed order.
 *
 * @param labels the sub-folder of each, numbered alphabetically; empty if not asked for
 */
record ImageFiles(List<Path> paths, int[] labels, int classes) {
    static ImageFiles list(Path folder, boolean labelled) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(
                    folder + ": there is no such folder",
                    "check the path; relative paths start at the manifest's directory");
        }
        List<Path> paths = pictures(folder);
        if (paths.isEmpty()) {
            throw new DataException(
                    folder + ": holds no picture (.png, .jpg, .jpeg)", "name the folder that the pictures are in");
        }
        if (!labelled) {
            return new ImageFiles(paths, new int[0], 0);
        }
        List<String> names = paths.stream().map(path -> className(folder, path)).toList();
        List<String> classes = List.copyOf(new TreeSet<>(names));
        return new ImageFiles(
                paths,
                names.stream()
                        .mapToInt(name -> Collections.binarySearch(classes, name))
                        .toArray(),
                classes.size());
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> isPicture(path) && Files.isRegularFile(path))
                    .sorted(Comparator.comparing(
                            path -> folder.relativize(path).toString().replace('\\', '/')))
                    .toList();
        } catch (IOException broken) {
            throw new DataFile(folder).failure(broken);
        } catch (UncheckedIOException broken) {
            throw new DataFile(folder).failure(new IOException(broken.getMessage(), broken));
        }
    }

    private static boolean isPicture(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
    }

    private static String className(Path folder, Path picture) {
        Path relative = folder.relativize(picture);
        if (relative.getNameCount() < 2) {
            throw new DataException(
                    picture + ": lies in no sub-folder, so it has no class",
                    "move it into the folder of its class, or set labels: false");
        }
        return relative.getName(0).toString();
    }
}
