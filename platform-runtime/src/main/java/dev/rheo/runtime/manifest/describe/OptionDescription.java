package dev.rheo.runtime.manifest.describe;

import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One option, for readers and for {@code --json}.
 *
 * @param name as written in manifests
 * @param type in a few words
 * @param required whether it must be given
 * @param defaultValue in manifest notation, {@code null} if there is none
 * @param range an interval of numbers or of list sizes, empty if unbounded
 * @param unit may be empty
 * @param doc what it means
 * @param source where it is taken from, may be empty
 * @param options the options nested in it, empty unless it is a section
 */
public record OptionDescription(
        String name,
        String type,
        boolean required,
        @Nullable String defaultValue,
        String range,
        String unit,
        String doc,
        String source,
        List<OptionDescription> options) {
    public OptionDescription {
        options = List.copyOf(options);
    }

    /** All options of a record. */
    public static List<OptionDescription> of(ConfigSchema schema) {
        return schema.options().stream().map(OptionDescription::of).toList();
    }

    private static OptionDescription of(OptionSchema option) {
        return new OptionDescription(
                option.name(),
                words(option.type()),
                option.presence() == OptionSchema.Presence.REQUIRED,
                option.presence() == OptionSchema.Presence.DEFAULTED ? option.defaultText() : null,
                option.range().interval(),
                option.unit(),
                option.doc(),
                option.source(),
                nested(option.type()));
    }

    private static List<OptionDescription> nested(OptionType type) {
        if (type instanceof OptionType.Section section) {
            return of(section.schema());
        }
        if (type instanceof OptionType.ListOf list) {
            return nested(list.element());
        }
        return type instanceof OptionType.MapOf map ? nested(map.value()) : List.of();
    }

    private static String words(OptionType type) {
        if (type instanceof OptionType.Choice choice) {
            return choice.words().stream().collect(Collectors.joining(" | "));
        }
        if (type instanceof OptionType.Reference reference) {
            return "component (" + reference.kind().name() + ")";
        }
        if (type instanceof OptionType.ListOf list) {
            return "list of " + words(list.element());
        }
        if (type instanceof OptionType.MapOf map) {
            return "map of " + words(map.value());
        }
        if (type instanceof OptionType.Section) {
            return "options";
        }
        if (type instanceof OptionType.Truth) {
            return "true | false";
        }
        if (type instanceof OptionType.FilePath) {
            return "file";
        }
        if (type instanceof OptionType.Text) {
            return "text";
        }
        return type instanceof OptionType.Whole ? "whole number" : "number";
    }
}
