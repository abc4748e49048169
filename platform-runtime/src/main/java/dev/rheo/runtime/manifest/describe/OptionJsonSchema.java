package dev.rheo.runtime.manifest.describe;

import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionSchema.Presence;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.schema.Range;
import dev.rheo.runtime.manifest.schema.ScalarReading;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Options as JSON Schema. */
final class OptionJsonSchema {
    private final Catalogue catalogue;

    OptionJsonSchema(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static String definition(ComponentEntry entry) {
        return entry.kind().name() + "." + entry.name();
    }

    static Map<String, Object> reference(String definition) {
        return Json.object("$ref", "#/$defs/" + definition);
    }

    Map<String, Object> properties(ConfigSchema schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        schema.options().forEach(option -> properties.put(option.name(), option(option)));
        return properties;
    }

    List<String> required(ConfigSchema schema) {
        return schema.options().stream()
                .filter(option -> option.presence() == Presence.REQUIRED)
                .map(OptionSchema::name)
                .toList();
    }

    private Map<String, Object> option(OptionSchema option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String unit = option.unit().isEmpty() ? "" : " Unit: " + option.unit() + ".";
        String source = option.source().isEmpty() ? "" : " Source: " + option.source() + ".";
        schema.put("description", option.doc() + unit + source);
        ManifestNode standIn = option.defaultValue();
        if (standIn != null) {
            schema.put("default", plain(standIn));
        }
        Map<String, Object> type = type(option.type(), option.range(), standIn);
        if (option.presence() == Presence.OPTIONAL) {
            schema.put("anyOf", List.of(type, Json.object("type", "null")));
        } else {
            schema.putAll(type);
        }
        return schema;
    }

    private Map<String, Object> type(OptionType type, Range range, @Nullable ManifestNode standIn) {
        if (type instanceof OptionType.Truth) {
            return Json.object("type", "boolean");
        }
        if (type instanceof OptionType.Whole) {
            return number("integer", range);
        }
        if (type instanceof OptionType.Real) {
            return number("number", range);
        }
        if (type instanceof OptionType.Choice choice) {
            return Json.object("enum", choice.words());
        }
        if (type instanceof OptionType.Reference reference) {
            return slot(reference, standIn);
        }
        if (type instanceof OptionType.Section section) {
            return section(section.schema());
        }
        if (type instanceof OptionType.ListOf list) {
            return list(list, range);
        }
        if (type instanceof OptionType.MapOf map) {
            return Json.object("type", "object", "additionalProperties", type(map.value(), Range.ANY, null));
        }
        return Json.object("type", List.of("string", "number", "boolean"));
    }

    private static Map<String, Object> number(String type, Range range) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        if (range.hasMin()) {
            schema.put(range.above() ? "exclusiveMinimum" : "minimum", exact(range.min()));
        }
        if (range.hasMax()) {
            schema.put(range.below() ? "exclusiveMaximum" : "maximum", exact(range.max()));
        }
        return schema;
    }

    private static Object exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
    }

    private Map<String, Object> section(ConfigSchema section) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties(section));
        schema.put("required", required(section));
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> list(OptionType.ListOf list, Range range) {
        Map<String, Object> element = type(list.element(), Range.ANY, null);
        Map<String, Object> many = new LinkedHashMap<>();
        many.put("type", "array");
        many.put("items", element);
        if (range.hasMin()) {
            many.put("minItems", exact(range.above() ? range.min() + 1 : range.min()));
        }
        if (range.hasMax()) {
            many.put("maxItems", exact(range.below() ? range.max() - 1 : range.max()));
        }
        return range.contains(1) ? Json.object("anyOf", List.of(element, many)) : many;
    }

    /** Without {@code type} the slot's default component is meant, so its options are the ones to check. */
    private Map<String, Object> slot(OptionType.Reference reference, @Nullable ManifestNode standIn) {
        if (!catalogue.kinds().contains(reference.kind())) {
            return Json.object();
        }
        Entry named = standIn instanceof Mapping mapping ? mapping.entries().get("type") : null;
        ManifestNode name = named == null ? standIn : named.value();
        Optional<ComponentEntry> usual =
                name instanceof Scalar scalar ? catalogue.find(reference.kind(), scalar.text()) : Optional.empty();
        Map<String, Object> schema =
                new LinkedHashMap<>(reference(reference.kind().name()));
        schema.put("if", Json.object("type", "object", "not", Json.object("required", List.of("type"))));
        schema.put(
                "then",
                usual.map(entry -> reference(definition(entry))).orElse(Json.object("required", List.of("type"))));
        return schema;
    }

    private static @Nullable Object plain(ManifestNode node) {
        if (node instanceof Mapping mapping) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> plain.put(key, plain(entry.value())));
            return plain;
        }
        if (node instanceof Sequence sequence) {
            return sequence.items().stream().map(OptionJsonSchema::plain).toList();
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.type()) {
            case NULL -> null;
            case TEXT -> scalar.text();
            case BOOLEAN -> scalar.text().equalsIgnoreCase("true");
            case INTEGER -> integer(scalar);
            case REAL -> new BigDecimal(scalar.text());
        };
    }

    private static Object integer(Scalar scalar) {
        ScalarReading reading = ScalarReading.read(new OptionType.Whole(true), Range.ANY, scalar, "");
        return reading instanceof ScalarReading.Value value ? value.value() : scalar.text();
    }
}
