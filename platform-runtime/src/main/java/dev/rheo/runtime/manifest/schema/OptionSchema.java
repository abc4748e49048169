package dev.rheo.runtime.manifest.schema;

import dev.rheo.runtime.manifest.tree.ManifestNode;
import org.jspecify.annotations.Nullable;

/**
 * One option.
 *
 * @param name as written in manifests
 * @param type the values it takes
 * @param doc what it means, one sentence
 * @param presence whether it must be given
 * @param defaultText the default in manifest notation, empty unless {@link Presence#DEFAULTED}
 * @param defaultValue the default, read; {@code null} unless {@link Presence#DEFAULTED}
 * @param range bounds of the number or of the list's size
 * @param unit its unit, may be empty
 * @param source where it or its default is taken from, may be empty
 */
public record OptionSchema(
        String name,
        OptionType type,
        String doc,
        Presence presence,
        String defaultText,
        @Nullable ManifestNode defaultValue,
        Range range,
        String unit,
        String source) {
    public enum Presence {
        REQUIRED,
        /** May be left out and is then {@code null}. */
        OPTIONAL,
        DEFAULTED
    }
}
