package dev.rheo.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A plugin folder {@code id-1.0.0/{plugin.jar, lib/*.jar}} with one component {@code stranger.TYPE}, named after the plugin.
 * What a constructor and the class body do besides is the test's.
 */
final class StrangersPlugin {
    private final String id;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<Path> libraries = new ArrayList<>();
    private final List<StrangersPlugin> seen = new ArrayList<>();
    private String dependencies = "";

    private StrangersPlugin(String id, String type, String contract, String constructor, String members) {
        this.id = id;
        source("stranger.Answer", """
                package stranger;
                public final class Answer implements java.util.function.Supplier<String> {
                    @Override public String get() { return "%s"; }
                }
                """.formatted(id));
        source("stranger." + type, """
                package stranger;
                @dev.rheo.api.component.RheoComponent(name = "%s", summary = "For a test.")
                public final class %s implements %s {
                    %s
                    @jakarta.inject.Inject public %s() { %s }
                }
                """.formatted(id, type, contract, members, type, constructor));
    }

    static StrangersPlugin timesteps(String id, String type, String constructor, String members) {
        return new StrangersPlugin(id, type, "dev.rheo.api.time.TimestepSampler", constructor, members + """
                @Override public double quantile(double u) { return u; }
                @Override public double cumulative(double t) { return t; }
                @Override public double density(double t) { return 1; }
                """);
    }

    static StrangersPlugin coupling(String id, String type, String constructor, String members) {
        return new StrangersPlugin(id, type, "dev.rheo.api.coupling.Coupling", constructor, members + """
                @Override public dev.rheo.api.coupling.Pairing pair(
                        dev.rheo.api.coupling.CouplingBatch batch, java.util.random.RandomGenerator random) {
                    return dev.rheo.api.coupling.Pairing.identity(batch.target().count());
                }
                """);
    }

    static StrangersPlugin metric(String id, String type, String constructor, String members) {
        return new StrangersPlugin(id, type, "dev.rheo.api.evaluate.Metric", constructor, members + """
                @Override public java.util.List<dev.rheo.api.evaluate.Measurement> measure(
                        dev.rheo.api.evaluate.Evaluation evaluation) { return java.util.List.of(); }
                """);
    }

    static StrangersPlugin schedule(String id, String type, String constructor, String members) {
        return new StrangersPlugin(id, type, "dev.rheo.api.optimize.LearningRateSchedule", constructor, members + """
                @Override public double factor(long step, long steps) { return 1; }
                """);
    }

    static StrangersPlugin grid(String id, String type, String constructor, String members) {
        return new StrangersPlugin(id, type, "dev.rheo.api.sample.TimeGrid", constructor, members + """
                @Override public double[] times(
                        dev.rheo.api.path.ProbabilityPath path, dev.rheo.api.time.Interval span, int steps) {
                    double[] times = new double[steps + 1];
                    for (int i = 0; i <= steps; i++) times[i] = span.from() + i * span.length() / steps;
                    times[steps] = span.to();
                    return times;
                }
                """);
    }

    StrangersPlugin source(String name, String code) {
        sources.put(name, code);
        return this;
    }

    StrangersPlugin entries(Map<String, String> more) {
        entries.putAll(more);
        return this;
    }

    StrangersPlugin library(Path... jars) {
        libraries.addAll(List.of(jars));
        return this;
    }

    /** Compiles against another one's classes too. */
    StrangersPlugin seeing(StrangersPlugin other) {
        seen.add(other);
        return this;
    }

    StrangersPlugin dependsOn(String range) {
        dependencies = "plugin.dependencies=" + range + "\n";
        return this;
    }

    void in(Path folder) throws IOException {
        Path home = folder.resolve(id + "-1.0.0");
        Path lib = Files.createDirectories(home.resolve("lib"));
        for (Path jar : libraries) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(home.resolve("plugin.jar")))) {
            Path classes = compiled();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    put(
                            zip,
                            classes.relativize(file).toString().replace(File.separatorChar, '/'),
                            Files.readAllBytes(file));
                }
            }
            put(zip, "plugin.properties", """
                    plugin.id=%s
                    plugin.version=1.0.0
                    plugin.requires=^1.0.0
                    plugin.description=For a test.
                    plugin.license=Apache-2.0
                    %s""".formatted(id, dependencies).getBytes(UTF_8));
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue().getBytes(UTF_8));
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        OutputStream out = zip;
        out.write(content);
        zip.closeEntry();
    }

    /** Its own libraries come before this build's class path. */
    private Path compiled() throws IOException {
        Path classes = Files.createTempDirectory("stranger");
        List<String> path = new ArrayList<>();
        libraries.forEach(jar -> path.add(jar.toString()));
        for (StrangersPlugin other : seen) {
            path.add(other.compiled().toString());
        }
        path.add(System.getProperty("java.class.path"));
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-classpath",
                String.join(File.pathSeparator, path),
                "-processor",
                "org.pf4j.processor.ExtensionAnnotationProcessor");
        StringWriter messages = new StringWriter();
        List<Source> units = new ArrayList<>();
        sources.forEach((name, code) -> units.add(new Source(name, code)));
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, units)
                .call();
        if (!done) {
            throw new AssertionError(messages.toString());
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
