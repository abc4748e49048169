package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins with real libraries of their own in one experiment, in a process of its own: two versions of Guava and of JNA (with
 * its native library) beside the platform's, another Guice, another Jackson. Each component writes down what it sees.
 */
class LibrariesIT {
    private static final Path LIBRARIES = Path.of(System.getProperty("libraries.of.others"));

    @TempDir
    static Path folder;

    private static final Map<String, Properties> SEEN = new HashMap<>();

    /** What all of them write down. */
    private static final String SEES = """
            static String jar(Class<?> type) throws Exception {
                var place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
                return java.nio.file.Path.of(place).getFileName().toString();
            }
            static void common(java.util.Properties seen) throws Exception {
                ClassLoader own = %1$s.class.getClassLoader();
                seen.setProperty("djl", "" + System.identityHashCode(ai.djl.ndarray.NDArray.class));
                seen.setProperty("djl.loader", "" + ai.djl.ndarray.NDArray.class.getClassLoader().getName());
                seen.setProperty("descriptors", "" + java.util.Collections.list(own.getResources("plugin.properties")).size());
                seen.setProperty("note", new String(own.getResourceAsStream("note.txt").readAllBytes()));
                int services = 0;
                for (Object each : java.util.ServiceLoader.load(java.util.function.Supplier.class, own)) services++;
                seen.setProperty("services", "" + services);
                try (var out = java.nio.file.Files.newOutputStream(java.nio.file.Path.of("%2$s"))) {
                    seen.store(out, "");
                }
            }
            """;

    private static final String GUAVA_AND_JNA = """
            var seen = new java.util.Properties();
            seen.setProperty("guava", jar(com.google.common.collect.ImmutableList.class));
            seen.setProperty("guava.works", com.google.common.collect.ImmutableList.of(1, 2).reverse().toString());
            seen.setProperty("jna", com.sun.jna.Native.VERSION);
            seen.setProperty("jna.native", com.sun.jna.Native.VERSION_NATIVE);
            var libc = com.sun.jna.NativeLibrary.getInstance(com.sun.jna.Platform.C_LIBRARY_NAME);
            seen.setProperty("strlen", "" + libc.getFunction("strlen").invokeLong(new Object[] {"isolated"}));
            common(seen);
            """;

    private static final String GUICE_AND_JACKSON = """
            var seen = new java.util.Properties();
            seen.setProperty("guice", jar(com.google.inject.Injector.class));
            var injector = com.google.inject.Guice.createInjector(
                    binder -> binder.bind(CharSequence.class).toInstance("injected"));
            seen.setProperty("guice.works", "" + injector.getInstance(CharSequence.class));
            seen.setProperty("jackson", new com.fasterxml.jackson.databind.ObjectMapper().version().toString());
            seen.setProperty("jackson.works", new com.fasterxml.jackson.databind.ObjectMapper()
                    .writeValueAsString(java.util.Map.of("a", 1)));
            common(seen);
            """;

    private static final String BASE = """
            var seen = new java.util.Properties();
            seen.setProperty("shared", "" + System.identityHashCode(api.Registry.IDENTITY));
            common(seen);
            """;

    @BeforeAll
    static void oneExperimentUsesThemAll() throws IOException {
        StrangersPlugin.timesteps("one", "Early", checked(GUAVA_AND_JNA), sees("Early", "one"))
                .library(jar("guava-32.1.3-jre"), jar("failureaccess-1.0.2"), jar("jna-5.13.0"))
                .entries(notes("one"))
                .in(plugins());
        StrangersPlugin.coupling("two", "Rows", checked(GUAVA_AND_JNA), sees("Rows", "two"))
                .library(jar("guava-33.4.8-jre"), jar("failureaccess-1.0.2"), jar("jna-5.14.0"))
                .entries(notes("two"))
                .in(plugins());
        StrangersPlugin.metric("three", "Measure", checked(GUICE_AND_JACKSON), sees("Measure", "three"))
                .library(
                        jar("guice-6.0.0"),
                        jar("javax.inject-1"),
                        jar("aopalliance-1.0"),
                        jar("guava-33.4.8-jre"),
                        jar("failureaccess-1.0.2"),
                        jar("jackson-databind-2.20.1"),
                        jar("jackson-core-2.20.1"),
                        jar("jackson-annotations-2.20"))
                .entries(notes("three"))
                .in(plugins());
        StrangersPlugin base = StrangersPlugin.schedule("base", "Constant", checked(BASE), sees("Constant", "base"))
                .source(
                        "api.Registry",
                        "package api; public final class Registry {"
                                + " public static final Object IDENTITY = new Object(); }")
                .entries(notes("base"));
        base.in(plugins());
        StrangersPlugin.grid("user", "Even", checked(BASE), sees("Even", "user"))
                .seeing(base)
                .dependsOn("base@^1.0.0")
                .entries(notes("user"))
                .in(plugins());
        Path manifest = Files.writeString(folder.resolve("isolated.yaml"), """
                rheo: 1
                name: isolated
                data: {type: moons, samples: 200}
                path: linear
                timesteps: one
                coupling: two
                network: {type: mlp, width: 8, depth: 2}
                train: {steps: 2, batch: 16, schedule: base}
                sample: {count: 8, solver: {type: euler, steps: 4}, grid: user}
                evaluate: [three]
                """);
        Finished finished = Distribution.launch(
                folder,
                "run",
                manifest.toString(),
                "--plugins",
                plugins().toString(),
                "--runs",
                folder.resolve("runs").toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        for (String id : List.of("one", "two", "three", "base", "user")) {
            Properties seen = new Properties();
            try (var in = Files.newInputStream(folder.resolve(id + ".seen"))) {
                seen.load(in);
            }
            SEEN.put(id, seen);
        }
    }

    @Test
    void twoVersionsOfALibraryServeTwoPluginsAtOnce() {
        assertThat(of("one", "guava")).isEqualTo("guava-32.1.3-jre.jar");
        assertThat(of("two", "guava")).isEqualTo("guava-33.4.8-jre.jar");
        assertThat(of("one", "guava.works")).isEqualTo("[2, 1]").isEqualTo(of("two", "guava.works"));
    }

    @Test
    void soDoTwoVersionsOfANativeLibrary() {
        assertThat(of("one", "jna")).isEqualTo("5.13.0");
        assertThat(of("two", "jna")).isEqualTo("5.14.0");
        assertThat(of("one", "jna.native")).isNotEqualTo(of("two", "jna.native"));
        assertThat(of("one", "strlen")).isEqualTo("8").isEqualTo(of("two", "strlen"));
    }

    @Test
    void aPluginHasItsOwnGuiceAndJackson() {
        assertThat(of("three", "guice")).isEqualTo("guice-6.0.0.jar");
        assertThat(of("three", "guice.works")).isEqualTo("injected");
        assertThat(of("three", "jackson")).isEqualTo("2.20.1");
        assertThat(of("three", "jackson.works")).isEqualTo("{\"a\":1}");
    }

    @Test
    void aPluginUsesTheClassesOfThePluginThatItDependsOnAndNoCopyOfThem() {
        assertThat(of("user", "shared")).isEqualTo(of("base", "shared"));
    }

    @Test
    void resourcesAndServicesOfOnePluginAreNoneOfAnother() {
        for (String id : List.of("one", "two", "three", "base")) {
            assertThat(of(id, "note")).isEqualTo("note of " + id);
            assertThat(of(id, "services")).as(id).isEqualTo("1");
            assertThat(of(id, "descriptors")).as(id).isEqualTo("1");
        }
    }

    @Test
    void djlIsThereOnce() {
        assertThat(SEEN.values()).extracting(seen -> seen.getProperty("djl")).containsOnly(of("one", "djl"));
        assertThat(of("one", "djl.loader")).isEqualTo("app");
    }

    @Test
    void allOfThemAreHealthyBesideTheBuiltInOnes() {
        Finished listed = here("plugins", "--plugins", plugins().toString());
        assertThat(listed.exit()).as(listed.all()).isZero();
        assertThat(listed.out()).contains("0 degraded, 0 rejected");
    }

    private static String of(String id, String key) {
        return SEEN.get(id).getProperty(key);
    }

    private static Path plugins() {
        return folder.resolve("plugins");
    }

    private static Path jar(String name) {
        return LIBRARIES.resolve(name + ".jar");
    }

    private static String sees(String type, String id) {
        return SEES.formatted(type, folder.resolve(id + ".seen"));
    }

    /** Code that throws checked exceptions, for a constructor. */
    private static String checked(String body) {
        return "try { %s } catch (Exception e) { throw new IllegalStateException(e); }".formatted(body);
    }

    private static Map<String, String> notes(String id) {
        return Map.of("note.txt", "note of " + id, "META-INF/services/java.util.function.Supplier", "stranger.Answer");
    }
}
