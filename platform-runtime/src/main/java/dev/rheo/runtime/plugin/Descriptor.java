package dev.rheo.runtime.plugin;

import java.util.List;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;

/** A valid {@code plugin.properties}. */
record Descriptor(
        String id,
        String version,
        String requires,
        String description,
        String provider,
        String license,
        List<Dependency> dependencies) {
    Descriptor {
        dependencies = List.copyOf(dependencies);
    }

    /** @param range {@code *} if every version will do */
    record Dependency(String id, String range, boolean optional) {}

    /** PF4J's form of it, with {@code dependencies} as they were resolved: installed, and of a version that fits. */
    PluginDescriptor toPf4j(List<String> resolved) {
        var descriptor =
                new DefaultPluginDescriptor(id, description, "org.pf4j.Plugin", version, requires, provider, license);
        resolved.forEach(dependency -> descriptor.addDependency(new PluginDependency(dependency)));
        return descriptor;
    }
}
