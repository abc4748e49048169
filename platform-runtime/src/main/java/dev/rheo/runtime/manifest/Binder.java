package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns trees into option records. Pure; safe for use from any thread. */
public final class Binder {
    private static final Mark NOWHERE =
            Mark.whole(SourceText.file("defaults", Path.of("").toAbsolutePath(), ""));

    private final Catalogue catalogue;
    private final Schemas schemas;

    public Binder(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
    }

    /** Binds a manifest to one of the host's records. */
    public <R extends Record> Bound<R> bind(Mapping manifest, Class<R> type) {
        Binding binding = new Binding(catalogue, schemas);
        ConfigSchema schema = schemas.ofSection(type);
        Mark top = Mark.whole(manifest.mark().source());
        binding.sources().note("", top);
        Optional<Object> value = binding.record(Scope.root(schema, manifest));
        boolean failed = binding.failed();
        return new Bound<>(
                value.filter(bound -> !failed).map(type::cast).orElse(null),
                binding.parts(),
                binding.components(),
                binding.complete(),
                binding.diagnostics(),
                binding.sources().build());
    }

    /** The component's configuration with all defaults, or empty if it has required options or broken defaults. */
    public Optional<ComponentConfig> defaults(ComponentEntry entry) {
        return with(entry, Map.of());
    }

    /**
     * The component's configuration with defaults beside some given options, or empty if it refuses them.
     *
     * @param options numbers, booleans or texts
     */
    public Optional<ComponentConfig> with(ComponentEntry entry, Map<String, Object> options) {
        ConfigSchema schema = schemas.of(entry).schema();
        if (schema == null) {
            return Optional.empty();
        }
        Binding binding = new Binding(catalogue, schemas);
        Optional<Object> value = binding.component(entry, schema, mapping(options), "", NOWHERE);
        return binding.failed() ? Optional.empty() : value.map(ComponentConfig.class::cast);
    }

    private static Mapping mapping(Map<String, Object> options) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        options.forEach((name, value) ->
                entries.put(name, new Entry(NOWHERE, new Scalar(String.valueOf(value), typeOf(value), NOWHERE))));
        return new Mapping(entries, NOWHERE);
    }

    private static Scalar.Type typeOf(Object value) {
        if (value instanceof Number) {
            return value instanceof Double || value instanceof Float ? Scalar.Type.REAL : Scalar.Type.INTEGER;
        }
        return value instanceof Boolean ? Scalar.Type.BOOLEAN : Scalar.Type.TEXT;
    }
}
