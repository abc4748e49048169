package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Inlined;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Own;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Part;
import dev.rheo.runtime.manifest.schema.Numbers;
import dev.rheo.runtime.manifest.schema.OptionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a bound experiment as a manifest with every default written out, which reads back to an equal experiment. */
public final class ResolvedManifest {
    private final Schemas schemas;

    public ResolvedManifest(Schemas schemas) {
        this.schemas = schemas;
    }

    /** YAML, ending in a line end. Paths are absolute. */
    public String write(ExperimentSpec spec) {
        StringBuilder out = new StringBuilder();
        mapping(options(schemas.ofSection(ExperimentSpec.class), spec), out, 0);
        return out.toString();
    }

    /** Every option with its value as trees of maps, lists, texts, numbers and truth values, for JSON. */
    public Map<String, Object> tree(ExperimentSpec spec) {
        return options(schemas.ofSection(ExperimentSpec.class), spec);
    }

    private Map<String, Object> options(ConfigSchema schema, Object config) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Part part : schema.parts()) {
            Object value = schema.value(config, part);
            if (value == null) {
                continue;
            }
            if (part instanceof Inlined inlined) {
                options.putAll(options(inlined.schema(), value));
            } else {
                options.put(
                        ((Own) part).option().name(),
                        plain(value, ((Own) part).option().type()));
            }
        }
        return options;
    }

    private Object plain(Object value, OptionType type) {
        if (type instanceof OptionType.Section section) {
            return options(section.schema(), value);
        }
        if (value instanceof ComponentRef<?> reference) {
            return component(reference);
        }
        if (value instanceof List<?> list && type instanceof OptionType.ListOf listOf) {
            return list.stream().map(item -> plain(item, listOf.element())).toList();
        }
        if (value instanceof Map<?, ?> map && type instanceof OptionType.MapOf mapOf) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item, mapOf.value())));
            return plain;
        }
        if (value instanceof Enum<?> constant) {
            return OptionType.Choice.word(constant);
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private Map<String, Object> component(ComponentRef<?> reference) {
        ComponentConfig config = reference.config();
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("type", reference.name());
        options.putAll(options(schemas.ofSection(config.getClass().asSubclass(Record.class)), config));
        return options;
    }

    private static void mapping(Map<?, ?> mapping, StringBuilder out, int indent) {
        mapping.forEach((key, value) -> {
            out.append(" ".repeat(indent))
                    .append(YamlText.of(String.valueOf(key)))
                    .append(':');
            value(value, out, indent + 2);
        });
    }

    private static void value(Object value, StringBuilder out, int indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            mapping(map, out, indent);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            for (Object item : list) {
                item(item, out, indent);
            }
        } else {
            out.append(' ').append(leaf(value)).append('\n');
        }
    }

    private static void item(Object item, StringBuilder out, int indent) {
        StringBuilder text = new StringBuilder();
        value(item, text, indent + 2);
        boolean block = text.charAt(0) == '\n';
        String rest = block ? text.substring(indent + 3) : text.substring(1);
        out.append(" ".repeat(indent)).append("- ").append(rest);
    }

    private static String leaf(Object value) {
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        if (value instanceof List<?>) {
            return "[]";
        }
        if (value instanceof Double number) {
            return Numbers.text(number);
        }
        return value instanceof String text ? YamlText.of(text) : value.toString();
    }
}
