package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Derivation;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.schema.SchemaProblem;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The schemas of a catalogue's components, each derived when first asked for. Safe for use from any thread. */
public final class Schemas {
    private final Map<Class<?>, Derivation> derived = new ConcurrentHashMap<>();

    /** The schema of a component's options. A plugin loader rejects components for which it has problems. */
    public Derivation of(ComponentEntry entry) {
        return derived.computeIfAbsent(entry.config(), ConfigSchema::ofComponent);
    }

    /** What is wrong with the declaration of a configuration record, one sentence each; empty if nothing. */
    public List<String> problems(Class<? extends ComponentConfig> config) {
        return derived.computeIfAbsent(config, ConfigSchema::ofComponent).problems().stream()
                .map(SchemaProblem::text)
                .toList();
    }

    /** The components that a configuration refers to, not those that these refer to in turn. */
    public List<ComponentRef<?>> references(ComponentConfig config) {
        List<ComponentRef<?>> found = new ArrayList<>();
        collect(ofSection(config.getClass().asSubclass(Record.class)), config, found);
        return List.copyOf(found);
    }

    private static void collect(ConfigSchema schema, Object config, List<ComponentRef<?>> found) {
        for (ConfigSchema.Part part : schema.parts()) {
            Object value = schema.value(config, part);
            if (part instanceof ConfigSchema.Inlined inlined && value != null) {
                collect(inlined.schema(), value, found);
            } else if (part instanceof ConfigSchema.Own own) {
                collect(own.option().type(), value, found);
            }
        }
    }

    private static void collect(OptionType type, @Nullable Object value, List<ComponentRef<?>> found) {
        if (value instanceof ComponentRef<?> reference) {
            found.add(reference);
        } else if (type instanceof OptionType.Section section && value != null) {
            collect(section.schema(), value, found);
        } else if (type instanceof OptionType.ListOf list && value instanceof List<?> items) {
            items.forEach(item -> collect(list.element(), item, found));
        } else if (type instanceof OptionType.MapOf map && value instanceof Map<?, ?> entries) {
            entries.values().forEach(item -> collect(map.value(), item, found));
        }
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
