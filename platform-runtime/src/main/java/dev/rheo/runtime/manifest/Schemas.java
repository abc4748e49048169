package dev.rheo.runtime.manifest;

import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Derivation;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of a catalogue's components, each derived when first asked for. Safe for use from any thread. */
public final class Schemas {
    private final Map<Class<?>, Derivation> derived = new ConcurrentHashMap<>();

    /** The schema of a component's options. A plugin loader rejects components for which it has problems. */
    public Derivation of(ComponentEntry entry) {
        return derived.computeIfAbsent(entry.config(), ConfigSchema::ofComponent);
    }

    /** The schema of one of the host's own records. */
    public ConfigSchema ofSection(Class<? extends Record> type) {
        Derivation derivation = derived.computeIfAbsent(type, ConfigSchema::ofSection);
        ConfigSchema schema = derivation.schema();
        if (schema == null) {
            throw new IllegalStateException(type.getName() + ": " + derivation.problems());
        }
        return schema;
    }
}
