package dev.rheo.runtime.manifest.describe;

import dev.rheo.api.component.Traits;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component, for readers and for {@code --json}.
 *
 * @param kind the manifest's word
 * @param title what a reader calls the kind
 * @param name within its kind
 * @param summary one sentence
 * @param formula its definition in one line, may be empty
 * @param source where it is defined, may be empty
 * @param plugin who provides it
 * @param options all of them
 * @param example how a manifest could name it
 * @param traits of its default configuration, {@code null} if some option is required
 */
public record ComponentDescription(
        String kind,
        String title,
        String name,
        String summary,
        String formula,
        String source,
        String plugin,
        List<OptionDescription> options,
        String example,
        @Nullable Traits traits) {
    public ComponentDescription {
        options = List.copyOf(options);
    }

    public static ComponentDescription of(ComponentEntry entry, Schemas schemas, Binder binder) {
        ConfigSchema schema = schemas.of(entry).schema();
        return new ComponentDescription(
                entry.kind().name(),
                entry.kind().title(),
                entry.name(),
                entry.summary(),
                entry.formula(),
                entry.source(),
                entry.plugin(),
                schema == null ? List.of() : OptionDescription.of(schema),
                ExampleValue.of(entry.name(), schema),
                traits(entry, binder));
    }

    private static @Nullable Traits traits(ComponentEntry entry, Binder binder) {
        return binder.defaults(entry)
                .map(config -> {
                    try {
                        return PluginContext.call(config.getClass().getClassLoader(), config::traits);
                    } catch (Throwable e) {
                        Faults.rethrowIfFatal(e);
                        return Traits.NONE;
                    }
                })
                .orElse(null);
    }
}
