package dev.rheo.runtime.verify;

import dev.rheo.api.test.Examiner;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The conformance kit of a distribution, which is in its Maven repository and not on the class path of commands. */
public final class Kit implements Closeable {
    private static final List<String> PARTS =
            List.of("dev/rheo/platform-testkit", "org/assertj", "net/bytebuddy", "org/opentest4j", "org/junit");

    private final URLClassLoader loader;

    private Kit(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Opens it; the examiner is absent if there is none.
     *
     * @param repository a distribution's {@code maven-repository}
     */
    public static Kit of(Path repository) {
        URL[] jars = PARTS.stream()
                .map(repository::resolve)
                .flatMap(folder -> jars(folder).stream())
                .toArray(URL[]::new);
        return new Kit(new URLClassLoader("rheo-testkit", jars, Kit.class.getClassLoader()));
    }

    private static List<URL> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Kit::url)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<Examiner> examiner() {
        return ServiceLoader.load(Examiner.class, loader).findFirst();
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
