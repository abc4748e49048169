package dev.rheo.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code environment.json}: what a run began to be computed with; the same bits are promised only where this agrees.
 *
 * @param rheo version of the platform
 * @param threads of the engine
 * @param processors that the JVM saw
 * @param maxHeapBytes the JVM's limit
 */
public record Environment(
        int formatVersion,
        String rheo,
        Jdk jdk,
        Os os,
        Engine engine,
        int threads,
        int processors,
        long maxHeapBytes,
        List<Plugin> plugins) {
    static final int VERSION = 1;

    public Environment {
        plugins = List.copyOf(plugins);
    }

    /** The Java platform. */
    public record Jdk(String version, String vendor, String vm) {
        String words() {
            return "JDK " + version + " (" + vendor + ", " + vm + ")";
        }
    }

    /** The operating system. */
    public record Os(String name, String version, String arch) {}

    /** The tensor engine, for example {@code PyTorch} and {@code 2.7.1}. */
    public record Engine(String name, String version) {}

    /** A plugin that took part; the hash is of its jar. */
    public record Plugin(String id, String version, String sha256) {
        String words() {
            return "plugin " + id + " " + version + " (SHA-256 " + ParameterHash.prefix(sha256) + ")";
        }
    }

    /** Describes this process. */
    public static Environment current(String rheo, Engine engine, int threads, List<Plugin> plugins) {
        Runtime runtime = Runtime.getRuntime();
        return new Environment(
                VERSION,
                rheo,
                new Jdk(property("java.version"), property("java.vendor"), property("java.vm.name")),
                new Os(property("os.name"), property("os.version"), property("os.arch")),
                engine,
                threads,
                runtime.availableProcessors(),
                runtime.maxMemory(),
                plugins);
    }

    /**
     * What has an influence on the bits and is not the same now, in words: {@code "PyTorch 2.7.1 and goes on with PyTorch
     * 2.8.0"}.
     *
     * @param used ids of the plugins that take part now
     */
    public List<String> differences(Environment now, Set<String> used) {
        List<String> differences = new ArrayList<>();
        differ(differences, "Rheo " + rheo, "Rheo " + now.rheo);
        for (Plugin plugin : now.plugins) {
            if (used.contains(plugin.id())) {
                String before = plugin(plugin.id()).map(Plugin::words).orElse("no plugin " + plugin.id());
                differ(differences, before, plugin.words());
            }
        }
        differ(differences, jdk.words(), now.jdk.words());
        differ(differences, os.name + " " + os.arch, now.os.name + " " + now.os.arch);
        differ(differences, engine.name + " " + engine.version, now.engine.name + " " + now.engine.version);
        differ(differences, "train.threads " + threads, "train.threads " + now.threads);
        return differences;
    }

    private Optional<Plugin> plugin(String id) {
        return plugins.stream().filter(plugin -> plugin.id().equals(id)).findFirst();
    }

    private static void differ(List<String> differences, String before, String now) {
        if (!before.equals(now)) {
            differences.add(before + " and goes on with " + now);
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
