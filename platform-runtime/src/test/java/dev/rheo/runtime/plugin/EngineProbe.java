package dev.rheo.runtime.plugin;

import ai.djl.engine.Engine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Run in a fresh virtual machine: loads plugins, then says which engines DJL has found and how much processor time the
 * loading took, that of the logging library (which every command starts) left out.
 */
final class EngineProbe {
    private EngineProbe() {}

    public static void main(String[] arguments) {
        LoggerFactory.getLogger(EngineProbe.class);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try (LoadedPlugins loaded = new CatalogueLoader(List.of(PluginRoom.GREETER), config -> List.of())
                .load(List.of(Path.of(arguments[0])), List.of())) {
            long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
            System.out.println(loaded.catalogue().components().size() + " components");
            System.out.println("engines " + Engine.getAllEngines());
            System.out.println("millis " + millis);
        }
    }
}
