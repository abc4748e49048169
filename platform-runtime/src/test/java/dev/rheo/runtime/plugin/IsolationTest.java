package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin sees of the platform and of other plugins. */
class IsolationTest {
    private PluginRoom room;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        room = new PluginRoom(folder);
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** What {@code body}, run inside a plugin, returns. */
    private String insidePlugin(String body) {
        return PluginRoom.greeting(
                room.add(PluginJar.of("acme").greeter("Acme", "acme", body)).load(), "acme");
    }

    private String seen(String className) {
        return insidePlugin("""
                try { Class.forName("%s"); return "seen"; } catch (ClassNotFoundException e) { return "hidden"; }
                """.formatted(className));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.google.inject.Injector",
                "com.google.common.collect.ImmutableList",
                "tools.jackson.databind.ObjectMapper",
                "org.snakeyaml.engine.v2.api.Load",
                "picocli.CommandLine",
                "ch.qos.logback.classic.Logger",
                "ai.djl.pytorch.engine.PtEngine",
                "com.google.gson.Gson",
                "dev.rheo.runtime.plugin.Catalogue",
                "org.junit.jupiter.api.Test"
            })
    void hostLibrariesAreInvisible(String className) {
        assertThatCode(() -> Class.forName(className))
                .as("the host itself has it")
                .doesNotThrowAnyException();
        assertThat(seen(className)).isEqualTo("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.rheo.api.component.Component",
                "ai.djl.ndarray.NDArray",
                "ai.djl.nn.core.Linear",
                "org.slf4j.LoggerFactory",
                "org.slf4j.spi.LoggingEventBuilder",
                "org.pf4j.ExtensionPoint",
                "jakarta.inject.Inject",
                "org.apiguardian.api.API",
                "java.sql.Driver",
                "javax.xml.parsers.SAXParser",
                "com.sun.net.httpserver.HttpServer"
            })
    void sharedPackagesAndTheJdkAreVisible(String className) {
        assertThat(seen(className)).isEqualTo("seen");
    }

    @Test
    void djlExistsOnce() {
        assertThat(insidePlugin("return \"\" + System.identityHashCode(ai.djl.ndarray.NDArray.class);"))
                .isEqualTo("" + System.identityHashCode(NDArray.class));
    }

    @Test
    void hostResourcesDoNotLeak() {
        assertThat(getClass().getClassLoader().getResource("logback-test.xml")).isNotNull();
        assertThat(insidePlugin("return \"\" + Acme.class.getClassLoader().getResource(\"logback-test.xml\");"))
                .isEqualTo("null");
    }

    @Test
    void resourcesOfSharedPackagesAreVisible() {
        assertThat(insidePlugin(
                        "return \"\" + Acme.class.getClassLoader().getResource(\"ai/djl/engine/api.properties\");"))
                .contains("api.properties");
    }

    @Test
    void servicesOfTheHostDoNotLeak() throws Exception {
        String services = "META-INF/services/ai.djl.engine.EngineProvider";
        assertThat(getClass().getClassLoader().getResources(services).hasMoreElements())
                .isTrue();
        assertThat(insidePlugin("""
                int n = 0;
                for (Object provider : java.util.ServiceLoader.load(
                        ai.djl.engine.EngineProvider.class, Acme.class.getClassLoader())) n++;
                return n + " providers";
                """)).isEqualTo("0 providers");
    }

    @Test
    void servicesOfThePluginItselfWork() {
        room.add(PluginJar.of("acme")
                .source("Word", "public interface Word { String say(); }")
                .source("Yes", "public final class Yes implements Word { public String say() { return \"yes\"; } }")
                .entry("META-INF/services/acme.Word", "acme.Yes")
                .greeter("Acme", "acme", """
                return java.util.ServiceLoader.load(Word.class, Acme.class.getClassLoader()).findFirst().get().say();
                """));
        assertThat(PluginRoom.greeting(room.load(), "acme")).isEqualTo("yes");
    }

    @Test
    void everyPluginSeesOnlyItsOwnDescriptorAndIndex() {
        assertThat(insidePlugin("""
                try {
                    var loader = Acme.class.getClassLoader();
                    int n = java.util.Collections.list(loader.getResources("META-INF/extensions.idx")).size();
                    return n + new String(loader.getResourceAsStream("plugin.properties").readAllBytes());
                } catch (java.io.IOException e) { return "" + e; }
                """)).startsWith("1").contains("plugin.id=acme");
    }

    @Test
    void equallyNamedPrivateClassesAreEachPluginsOwn() {
        for (String id : new String[] {"one", "two"}) {
            room.add(PluginJar.of(id)
                    .sourceOf(
                            "lib.Word",
                            "package lib; public final class Word { public static String say() { return \"%s\"; } }"
                                    .formatted(id))
                    .greeter("Speaker", id, "return lib.Word.say();"));
        }
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.greeting(catalogue, "one")).isEqualTo("one");
        assertThat(PluginRoom.greeting(catalogue, "two")).isEqualTo("two");
    }

    @Test
    void aPluginMayBringItsOwnVersionOfALibraryOfTheHost() {
        room.add(PluginJar.of("acme")
                .sourceOf(
                        "com.google.inject.Guice",
                        "package com.google.inject; public final class Guice { public static String version() { return \"mine\"; } }")
                .greeter("Acme", "acme", "return com.google.inject.Guice.version();"));
        assertThat(PluginRoom.greeting(room.load(), "acme")).isEqualTo("mine");
    }

    @Test
    void privateLibrariesOfAPluginFolderAreVisibleToItAlone(@TempDir Path work) {
        Path library = PluginJar.of("library")
                .sourceOf(
                        "lib.Word",
                        "package lib; public final class Word { public static String say() { return \"private\"; } }")
                .removing("plugin.properties")
                .as(room.folder.resolve("acme-1.0.0/lib/word.jar"));
        PluginJar.of("acme")
                .greeter("Acme", "acme", "return lib.Word.say();")
                .seeing(library)
                .as(room.folder.resolve("acme-1.0.0/plugin.jar"));
        room.add(PluginJar.of("other").greeter("Other", "other", """
                try { return "" + Class.forName("lib.Word"); } catch (ClassNotFoundException e) { return "hidden"; }
                """));
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("private");
        assertThat(PluginRoom.greeting(catalogue, "other")).isEqualTo("hidden");
    }

    @Test
    void aPluginSeesTheClassesOfThePluginsItDependsOn() {
        Path base = PluginJar.of("base")
                .greeter("Base", "base")
                .source("Word", "public final class Word { public static final Object IDENTITY = new Object(); }")
                .greeter("Identity", "identity", "return \"\" + System.identityHashCode(Word.IDENTITY);")
                .in(room.folder);
        room.add(PluginJar.of("acme")
                .with("plugin.dependencies", "base@^1.0.0")
                .seeing(base)
                .greeter("Acme", "acme", "return \"\" + System.identityHashCode(base.Word.IDENTITY);"));
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo(PluginRoom.greeting(catalogue, "identity"));
        assertThat(PluginRoom.status(catalogue, "acme").dependencies()).containsExactly("base");
    }

    @Test
    void pluginCodeRunsWithItsOwnContextClassLoaderWhichIsRestored() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        room.add(PluginJar.of("acme").component("Acme", "acme", """
                static final ClassLoader AT_LOADING = Thread.currentThread().getContextClassLoader();
                final ClassLoader atConstruction = Thread.currentThread().getContextClassLoader();
                @Inject public Acme() { Thread.currentThread().setContextClassLoader(null); }
                public String greet() {
                    ClassLoader own = Acme.class.getClassLoader();
                    return (AT_LOADING == own) + " " + (atConstruction == own); }
                """));
        assertThat(PluginRoom.greeting(room.load(), "acme")).isEqualTo("true true");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
