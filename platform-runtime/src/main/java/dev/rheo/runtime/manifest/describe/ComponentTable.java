package dev.rheo.runtime.manifest.describe;

import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of {@code rheo components [KIND]}.
 *
 * @param rows in the host's order of kinds, then by name
 */
public record ComponentTable(List<Row> rows) {
    /** One component. */
    public record Row(String kind, String name, String summary, String plugin) {}

    public ComponentTable {
        rows = List.copyOf(rows);
    }

    /** All components, or those of one kind. */
    public static ComponentTable of(Catalogue catalogue, @Nullable KindInfo kind) {
        List<ComponentEntry> entries = kind == null ? catalogue.components() : catalogue.of(kind);
        return new ComponentTable(entries.stream()
                .map(entry -> new Row(entry.kind().name(), entry.name(), entry.summary(), entry.plugin()))
                .toList());
    }

    /** As a terminal shows it, one line a component; ends in a line end. */
    public String text() {
        int kind = width("KIND", rows.stream().map(Row::kind).toList());
        int name = width("NAME", rows.stream().map(Row::name).toList());
        int plugin = width("PLUGIN", rows.stream().map(Row::plugin).toList());
        StringBuilder out = new StringBuilder(line("KIND", kind, "NAME", name, "PLUGIN", plugin, "SUMMARY"));
        rows.forEach(row -> out.append(line(row.kind(), kind, row.name(), name, row.plugin(), plugin, row.summary())));
        return out.toString();
    }

    private static int width(String heading, List<String> cells) {
        return cells.stream().mapToInt(String::length).reduce(heading.length(), Math::max);
    }

    private static String line(String kind, int k, String name, int n, String plugin, int p, String summary) {
        return (padded(kind, k) + padded(name, n) + padded(plugin, p) + summary).stripTrailing() + "\n";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }
}
