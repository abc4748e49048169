package dev.rheo.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.engine.Engine;
import dev.rheo.api.component.Component;
import dev.rheo.api.fixture.Greeter;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.pf4j.ExtensionPoint;
import org.slf4j.Logger;

/** Builds real plugin jars: compiles sources against the SPI with PF4J's annotation processor and zips what comes out. */
final class PluginJar {
    private final Map<String, String> descriptor = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final List<String> removed = new ArrayList<>();
    private final List<Path> alsoVisible = new ArrayList<>();

    private PluginJar(String id) {
        descriptor.put("plugin.id", id);
        descriptor.put("plugin.version", "1.0.0");
        descriptor.put("plugin.requires", "^1.0.0");
        descriptor.put("plugin.description", "Plugin " + id + ".");
        descriptor.put("plugin.license", "Apache-2.0");
    }

    static PluginJar of(String id) {
        return new PluginJar(id);
    }

    /** A greeter {@code <id>.<className>} named {@code name} whose greeting is "hello from id". */
    PluginJar greeter(String className, String name) {
        String id = descriptor.get("plugin.id");
        return greeter(className, name, "return \"hello from " + id + "\";");
    }

    PluginJar greeter(String className, String name, String body) {
        return component(
                className, name, "@Inject public %s() {} public String greet() { %s }".formatted(className, body));
    }

    /** A final class implementing Greeter with the given members. */
    PluginJar component(String className, String name, String members) {
        return source(className, """
                @RheoComponent(name = "%s", summary = "For a test.")
                public final class %s implements Greeter { %s }
                """.formatted(name, className, members));
    }

    /** A class in the package named after the plugin, with the SPI imported. */
    PluginJar source(String className, String code) {
        sources.put(packageName() + "." + className, """
                package %s;
                import dev.rheo.api.component.*;
                import dev.rheo.api.fixture.*;
                import jakarta.inject.Inject;
                %s
                """.formatted(packageName(), code));
        return this;
    }

    PluginJar sourceOf(String qualifiedName, String code) {
        sources.put(qualifiedName, code);
        return this;
    }

    PluginJar with(String key, String value) {
        descriptor.put(key, value);
        return this;
    }

    PluginJar without(String key) {
        descriptor.remove(key);
        return this;
    }

    PluginJar entry(String name, String text) {
        return entry(name, text.getBytes(UTF_8));
    }

    PluginJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    PluginJar removing(String entry) {
        removed.add(entry);
        return this;
    }

    /** Compiles against {@code jar} too. */
    PluginJar seeing(Path jar) {
        alsoVisible.add(jar);
        return this;
    }

    String packageName() {
        return descriptor.get("plugin.id").replace("-", "");
    }

    /** Writes the jar and returns its path. */
    Path in(Path folder) {
        return as(folder.resolve(descriptor.get("plugin.id") + ".jar"));
    }

    Path as(Path jar) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(create(jar)))) {
            for (Map.Entry<String, byte[]> file : contents().entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the same files as a classes folder. */
    Path unpacked(Path folder) {
        try {
            for (Map.Entry<String, byte[]> file : contents().entrySet()) {
                Files.write(create(folder.resolve(file.getKey())), file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>(sources.isEmpty() ? Map.of() : compiled());
        StringBuilder properties = new StringBuilder();
        descriptor.forEach(
                (key, value) -> properties.append(key).append('=').append(value).append('\n'));
        contents.put("plugin.properties", properties.toString().getBytes(UTF_8));
        contents.putAll(entries);
        removed.forEach(contents::remove);
        return contents;
    }

    private Map<String, byte[]> compiled() throws IOException {
        Path output = Files.createTempDirectory("plugin-classes");
        List<String> options = List.of(
                "-d",
                output.toString(),
                "-classpath",
                classPath(),
                "-processor",
                "org.pf4j.processor.ExtensionAnnotationProcessor",
                "-proc:" + (Runtime.version().feature() > 20 ? "full" : "none"));
        if (Runtime.version().feature() <= 20) {
            options = options.subList(0, 6);
        }
        StringWriter messages = new StringWriter();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, code) -> units.add(new SourceText(name, code)));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, units)
                .call();
        if (!compiled) {
            throw new IllegalStateException(messages.toString());
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(output)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(output.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        delete(output);
        return files;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private String classPath() {
        List<String> places = new ArrayList<>();
        for (Class<?> type : List.of(
                Component.class, Greeter.class, Inject.class, ExtensionPoint.class, Engine.class, Logger.class)) {
            places.add(Path.of(URI.create(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString()))
                    .toString());
        }
        alsoVisible.forEach(path -> places.add(path.toString()));
        return String.join(File.pathSeparator, places);
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String code;

        SourceText(String name, String code) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
