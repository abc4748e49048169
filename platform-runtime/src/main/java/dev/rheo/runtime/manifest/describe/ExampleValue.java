package dev.rheo.runtime.manifest.describe;

import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.Numbers;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.schema.Range;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a manifest could name a component: options without default get a value of their type and range. */
public final class ExampleValue {
    private ExampleValue() {}

    /**
     * The component alone, or a mapping in flow style.
     *
     * @param schema of its options, null if they cannot be read
     */
    public static String of(String name, @Nullable ConfigSchema schema) {
        List<OptionSchema> required = schema == null ? List.of() : required(schema);
        if (required.isEmpty()) {
            return name;
        }
        return "{type: " + name + ", " + entries(required) + "}";
    }

    private static List<OptionSchema> required(ConfigSchema schema) {
        return schema.options().stream()
                .filter(option -> option.presence() == OptionSchema.Presence.REQUIRED)
                .toList();
    }

    private static String entries(List<OptionSchema> options) {
        return options.stream()
                .map(option -> option.name() + ": " + value(option.type(), option.range()))
                .collect(Collectors.joining(", "));
    }

    private static String value(OptionType type, Range range) {
        if (type instanceof OptionType.Choice choice) {
            return choice.words().get(0);
        }
        if (type instanceof OptionType.Truth) {
            return "true";
        }
        if (type instanceof OptionType.Section section) {
            return "{" + entries(required(section.schema())) + "}";
        }
        if (type instanceof OptionType.ListOf list) {
            return list(list.element(), range);
        }
        if (type instanceof OptionType.Whole || type instanceof OptionType.Real) {
            return Numbers.text(number(range));
        }
        return type instanceof OptionType.MapOf ? "{}" : "…";
    }

    private static String list(OptionType element, Range sizes) {
        int size = sizes.hasMin() ? Math.max(1, (int) sizes.min()) : 1;
        return IntStream.range(0, size)
                .mapToObj(i -> element instanceof OptionType.Real && size > 1
                        ? Numbers.text((double) i / (size - 1))
                        : value(element, Range.ANY))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** 1 where it is allowed, otherwise the middle, or something next to the only bound. */
    private static double number(Range range) {
        if (range.contains(1)) {
            return 1;
        }
        if (range.hasMin() && range.hasMax()) {
            return (range.min() + range.max()) / 2;
        }
        return range.hasMin() ? range.min() + 1 : range.max() - 1;
    }
}
