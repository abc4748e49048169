package dev.rheo.runtime.manifest.describe;

import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema (draft 2020-12) of manifests with the components of one catalogue: what editors complete and check
 * from. It accepts at least what the binder accepts, except that a file that {@code extends} another may leave out what that
 * one gives.
 */
public final class ExperimentJsonSchema {
    private final Catalogue catalogue;
    private final Schemas schemas;
    private final OptionJsonSchema options;

    public ExperimentJsonSchema(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.options = new OptionJsonSchema(catalogue);
    }

    /** As indented JSON, ending in a line end. */
    public String json() {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(tree())
                + "\n";
    }

    /** As a tree of maps, lists and plain values. */
    public Map<String, Object> tree() {
        ConfigSchema experiment = schemas.ofSection(ExperimentSpec.class);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "https://rheo.dev/schema/experiment-v1.json");
        root.put("title", "Rheo experiment, version 1");
        root.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "extends",
                Json.object("type", "string", "description", "Another manifest, which this one is laid over."));
        properties.putAll(options.properties(experiment));
        root.put("properties", properties);
        root.put("additionalProperties", false);
        Map<String, Object> extending = Json.object("required", List.of("extends"));
        root.put("if", Json.object("not", extending));
        root.put("then", Json.object("required", options.required(experiment)));
        root.put("$defs", definitions());
        return root;
    }

    private Map<String, Object> definitions() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (KindInfo kind : catalogue.kinds()) {
            List<ComponentEntry> usable = catalogue.of(kind).stream()
                    .filter(entry -> schemas.of(entry).schema() != null)
                    .toList();
            definitions.put(kind.name(), kind(kind, usable));
            usable.forEach(entry -> definitions.put(OptionJsonSchema.definition(entry), component(entry)));
        }
        return definitions;
    }

    /** A name alone, or a mapping whose other keys are checked by the component that {@code type} names. */
    private Map<String, Object> kind(KindInfo kind, List<ComponentEntry> entries) {
        List<Map<String, Object>> names = entries.stream()
                .map(entry -> Json.object("const", entry.name(), "description", entry.summary()))
                .toList();
        Map<String, Object> name = names.isEmpty() ? Json.object("not", Json.object()) : Json.object("oneOf", names);
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("properties", Json.object("type", name));
        List<Object> cases = new ArrayList<>();
        for (ComponentEntry entry : entries) {
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put(
                    "if",
                    Json.object(
                            "properties",
                            Json.object("type", Json.object("const", entry.name())),
                            "required",
                            List.of("type")));
            choice.put("then", OptionJsonSchema.reference(OptionJsonSchema.definition(entry)));
            cases.add(choice);
        }
        if (!cases.isEmpty()) {
            mapping.put("allOf", cases);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", "A component of the kind " + kind.name() + " (" + kind.title() + ").");
        schema.put("anyOf", List.of(shortForm(entries), mapping));
        return schema;
    }

    /** Components with required options have no short form. */
    private Map<String, Object> shortForm(List<ComponentEntry> entries) {
        List<Map<String, Object>> names = entries.stream()
                .filter(this::hasShortForm)
                .map(entry -> Json.object("const", entry.name(), "description", entry.summary()))
                .toList();
        return names.isEmpty()
                ? Json.object("type", "string", "not", Json.object())
                : Json.object("type", "string", "oneOf", names);
    }

    private boolean hasShortForm(ComponentEntry entry) {
        ConfigSchema schema = schemas.of(entry).schema();
        return schema != null && options.required(schema).isEmpty();
    }

    private Map<String, Object> component(ComponentEntry entry) {
        ConfigSchema schema = schemas.of(entry).schema();
        Map<String, Object> definition = new LinkedHashMap<>();
        String source = entry.source().isEmpty() ? "" : " Source: " + entry.source() + ".";
        definition.put("description", entry.summary() + source);
        definition.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", Json.object("const", entry.name()));
        if (schema != null) {
            properties.putAll(options.properties(schema));
            definition.put("required", options.required(schema));
        }
        definition.put("properties", properties);
        definition.put("additionalProperties", false);
        return definition;
    }
}
