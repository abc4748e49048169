package dev.rheo.distribution;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a plugin jar with one component, as somebody outside this build would. */
final class StrangersJar {
    private StrangersJar() {}

    /** A timestep sampler. */
    static void write(Path folder, String id, String type, String name, String member, String constructor)
            throws IOException {
        write(folder, id, type, name, member, constructor, "");
    }

    /** Statements may be given for the class body, the constructor, and the quantile function. */
    static void write(
            Path folder, String id, String type, String name, String member, String constructor, String quantile)
            throws IOException {
        String code = """
                package stranger;
                import dev.rheo.api.component.RheoComponent;
                import dev.rheo.api.time.TimestepSampler;
                import jakarta.inject.Inject;
                @RheoComponent(name = "%s", summary = "Density 2 - 2 t.")
                public final class %s implements TimestepSampler {
                    %s
                    @Inject public %s() { %s }
                    @Override public double quantile(double u) { %s return 1 - Math.sqrt(1 - u); }
                    @Override public double cumulative(double t) { return 1 - (1 - t) * (1 - t); }
                    @Override public double density(double t) { return 2 - 2 * t; }
                }
                """.formatted(name, type, member, type, constructor, quantile);
        write(folder, id, type, code);
    }

    /** A guidance that drops three labels of ten in training and follows the conditional field. */
    static void writeGuidance(Path folder, String id, String type, String name) throws IOException {
        String code = """
                package stranger;
                import dev.rheo.api.component.RheoComponent;
                import dev.rheo.api.sample.Field;
                import dev.rheo.api.sample.Guidance;
                import jakarta.inject.Inject;
                @RheoComponent(name = "%s", summary = "Drops labels.")
                public final class %s implements Guidance {
                    @Inject public %s() {}
                    @Override public double labelDropout() { return 0.3; }
                    @Override public Field guide(Field conditional, Field unconditional) { return conditional; }
                }
                """.formatted(name, type, type);
        write(folder, id, type, code);
    }

    /** A coupling with statements for the class body, the constructor, and the beginning of {@code pair}. */
    static void writeCoupling(Path folder, String id, String type, String member, String constructor, String pair)
            throws IOException {
        String code = """
                package stranger;
                import dev.rheo.api.component.RheoComponent;
                import dev.rheo.api.coupling.*;
                import jakarta.inject.Inject;
                import java.util.random.RandomGenerator;
                @RheoComponent(name = "%s", summary = "Row k with row k.")
                public final class %s implements Coupling {
                    %s
                    @Inject public %s() { %s }
                    @Override public Pairing pair(CouplingBatch batch, RandomGenerator random) {
                        %s
                        return Pairing.identity(batch.target().count());
                    }
                }
                """.formatted(id, type, member, type, constructor, pair);
        write(folder, id, type, code);
    }

    /** The classes of one file, {@code stranger/TYPE.java}. */
    static void write(Path folder, String id, String type, String code) throws IOException {
        Path classes = Files.createTempDirectory("stranger");
        compile(type, code, classes);
        Files.writeString(classes.resolve("plugin.properties"), """
                plugin.id=%s
                plugin.version=1.0.0
                plugin.requires=^1.0.0
                plugin.description=For a test.
                plugin.license=Apache-2.0
                """.formatted(id));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(id + ".jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                zip.write(Files.readAllBytes(file));
            }
        }
    }

    private static void compile(String type, String code, Path classes) {
        StringWriter messages = new StringWriter();
        JavaFileObject unit =
                new SimpleJavaFileObject(
                        URI.create("string:///stranger/" + type + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return code;
                    }
                };
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-processor",
                "org.pf4j.processor.ExtensionAnnotationProcessor");
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(unit))
                .call();
        if (!compiled) {
            throw new AssertionError(messages.toString());
        }
    }
}
