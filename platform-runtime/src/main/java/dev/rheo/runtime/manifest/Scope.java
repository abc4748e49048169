package dev.rheo.runtime.manifest;

import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.plugin.ComponentEntry;
import org.jspecify.annotations.Nullable;

/**
 * One record being bound.
 *
 * @param schema its options
 * @param options what the manifest gives for them
 * @param place where it stands
 * @param title how messages call it: {@code path 'linear'}
 * @param mark what is pointed at when something is missing from it
 * @param component whose configuration it is, {@code null} for sections
 */
record Scope(
        ConfigSchema schema,
        Mapping options,
        String place,
        String title,
        Mark mark,
        @Nullable ComponentEntry component) {
    static Scope root(ConfigSchema schema, Mapping manifest) {
        Mark whole = Mark.whole(manifest.mark().source());
        return new Scope(schema, manifest, "", "the manifest", whole, null);
    }

    static Scope section(ConfigSchema schema, Mapping options, Spot spot) {
        return new Scope(schema, options, spot.place(), spot.label(), spot.mark(), null);
    }

    static Scope component(ConfigSchema schema, Mapping options, String place, Mark mark, ComponentEntry entry) {
        String title = entry.kind().name() + " '" + entry.name() + "'";
        return new Scope(schema, options, place, title, mark, entry);
    }

    boolean isTypeKey(String key) {
        return component != null && key.equals("type");
    }
}
