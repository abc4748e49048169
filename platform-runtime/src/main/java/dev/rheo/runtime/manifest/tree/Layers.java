package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import java.util.Map;

/**
 * Lays one tree over another: mappings are merged key by key, everything else is replaced. A component of another type
 * replaces the lower one with all its options, which belong to the other type. The short form of a component, a text, is
 * the same as a mapping with only a {@code type}.
 */
final class Layers {
    static final String TYPE = "type";

    private Layers() {}

    static ManifestNode lay(ManifestNode upper, ManifestNode lower) {
        if (upper instanceof Mapping above && lower instanceof Mapping below) {
            return otherType(above, below) ? above : merge(above, below);
        }
        if (upper instanceof Mapping above && isName(lower)) {
            return above.entries().containsKey(TYPE) && otherType(above, longForm(lower))
                    ? above
                    : merge(above, longForm(lower));
        }
        if (isName(upper) && lower instanceof Mapping below && below.entries().containsKey(TYPE)) {
            return otherType(longForm(upper), below) ? upper : merge(longForm(upper), below);
        }
        return upper;
    }

    /** A component's short form written out. */
    static Mapping longForm(ManifestNode name) {
        return new Mapping(Map.of(TYPE, new Entry(name.mark(), name)), name.mark());
    }

    static boolean isName(ManifestNode node) {
        return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
    }

    private static Mapping merge(Mapping upper, Mapping lower) {
        Mapping merged = lower;
        for (Map.Entry<String, Entry> entry : upper.entries().entrySet()) {
            Entry above = entry.getValue();
            Entry below = lower.entries().get(entry.getKey());
            ManifestNode value = below == null ? above.value() : lay(above.value(), below.value());
            merged = merged.with(entry.getKey(), new Entry(above.key(), value));
        }
        return new Mapping(merged.entries(), upper.mark());
    }

    private static boolean otherType(Mapping upper, Mapping lower) {
        Entry above = upper.entries().get(TYPE);
        Entry below = lower.entries().get(TYPE);
        return above != null
                && below != null
                && above.value() instanceof Scalar one
                && below.value() instanceof Scalar two
                && !one.text().equals(two.text());
    }
}
