package dev.rheo.runtime.store;

import java.util.List;

/**
 * {@code environment.json}: what a run was computed with; the same bits are promised only where this agrees.
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
    public record Jdk(String version, String vendor, String vm) {}

    /** The operating system. */
    public record Os(String name, String version, String arch) {}

    /** The tensor engine, for example {@code PyTorch} and {@code 2.7.1}. */
    public record Engine(String name, String version) {}

    /** A plugin that took part; the hash is of its jar. */
    public record Plugin(String id, String version, String sha256) {}

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

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
