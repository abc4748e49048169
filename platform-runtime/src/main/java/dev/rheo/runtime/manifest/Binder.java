package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.nio.file.Path;
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
        ConfigSchema schema = schemas.of(entry).schema();
        if (schema == null) {
            return Optional.empty();
        }
        Binding binding = new Binding(catalogue, schemas);
        Optional<Object> value = binding.component(entry, schema, new Mapping(Map.of(), NOWHERE), "", NOWHERE);
        return binding.failed() ? Optional.empty() : value.map(ComponentConfig.class::cast);
    }
}
