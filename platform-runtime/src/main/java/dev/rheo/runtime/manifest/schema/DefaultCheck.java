package dev.rheo.runtime.manifest.schema;

import dev.rheo.runtime.manifest.schema.OptionSchema.Presence;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import java.util.List;

/** Whether a declared default is a value that a user could have written. Components are looked up only when bound. */
final class DefaultCheck {
    private final String place;
    private final List<SchemaProblem> problems;

    DefaultCheck(String place, List<SchemaProblem> problems) {
        this.place = place;
        this.problems = problems;
    }

    void check(OptionType type, ManifestNode node, Range range) {
        if (type instanceof OptionType.ListOf list) {
            List<ManifestNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
            if (!range.contains(items.size())) {
                report("the default has " + items.size() + " entries, but must have " + range.described());
            }
            items.forEach(item -> check(list.element(), item, Range.ANY));
        } else if (type instanceof OptionType.MapOf map) {
            mapping(type, node).forEach(entry -> check(map.value(), entry.value(), Range.ANY));
        } else if (type instanceof OptionType.Section section) {
            mapping(type, node);
            section(section.schema(), node);
        } else if (type instanceof OptionType.Reference) {
            boolean named = node instanceof Mapping mapping ? mapping.entries().containsKey("type") : isText(node);
            if (!named) {
                report("the default is " + node.described() + ", but must name " + type.described());
            }
        } else if (ScalarReading.read(type, range, node, "the default") instanceof ScalarReading.Fault fault) {
            report(fault.problem());
        }
    }

    private static boolean isText(ManifestNode node) {
        return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
    }

    private Iterable<Entry> mapping(OptionType type, ManifestNode node) {
        if (node instanceof Mapping mapping) {
            return mapping.entries().values();
        }
        report("the default is " + node.described() + ", but must be " + type.described());
        return List.of();
    }

    private void section(ConfigSchema schema, ManifestNode node) {
        if (!(node instanceof Mapping mapping)) {
            return;
        }
        for (String name : mapping.entries().keySet()) {
            if (schema.option(name).isEmpty()) {
                report("the default gives '" + name + "', which is no option");
            }
        }
        for (OptionSchema option : schema.options()) {
            Entry entry = mapping.entries().get(option.name());
            if (entry != null) {
                check(option.type(), entry.value(), option.range());
            } else if (option.presence() == Presence.REQUIRED) {
                report("the default lacks '" + option.name() + "', which is required");
            }
        }
    }

    private void report(String problem) {
        problems.add(new SchemaProblem(place, problem, "correct defaultsTo"));
    }
}
