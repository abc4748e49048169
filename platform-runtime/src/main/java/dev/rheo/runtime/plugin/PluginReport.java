package dev.rheo.runtime.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The catalogue's plugins for readers: as text, and as plain lists and maps for a JSON writer. */
public final class PluginReport {
    private static final String INDENT = " ".repeat(10);

    private PluginReport() {}

    /** One line for a healthy plugin; for any other also where it is, every reason, and what to do. Ends with a newline. */
    public static String text(Catalogue catalogue) {
        StringBuilder text = new StringBuilder();
        int width = catalogue.plugins().stream()
                .mapToInt(plugin -> label(plugin).length())
                .max()
                .orElse(0);
        for (PluginStatus plugin : catalogue.plugins()) {
            String line = "%-8s  %-" + Math.max(1, width) + "s  %s";
            text.append(line.formatted(state(plugin), label(plugin), note(catalogue, plugin))
                            .stripTrailing())
                    .append('\n');
            if (plugin.state() != PluginStatus.State.OK) {
                text.append(INDENT).append("in ").append(plugin.location()).append('\n');
                plugin.problems().forEach(problem -> text.append(INDENT)
                        .append(problem.code())
                        .append(": ")
                        .append(problem.reason())
                        .append('\n')
                        .append(INDENT)
                        .append("→ ")
                        .append(problem.remedy())
                        .append('\n'));
            }
        }
        return text.append(summary(catalogue)).append('\n').toString();
    }

    /**
     * The same as lists, maps, strings and numbers: {@code {plugins: [{id, version, state, description, license, location,
     * components: [{kind, name}], dependencies, problems: [{code, reason, remedy}]}], ok, degraded, rejected}}.
     */
    public static Map<String, Object> data(Catalogue catalogue) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "plugins",
                catalogue.plugins().stream()
                        .map(plugin -> data(catalogue, plugin))
                        .toList());
        for (PluginStatus.State state : PluginStatus.State.values()) {
            data.put(state.name().toLowerCase(Locale.ROOT), count(catalogue, state));
        }
        return data;
    }

    private static Map<String, Object> data(Catalogue catalogue, PluginStatus plugin) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", plugin.id());
        data.put("version", plugin.version());
        data.put("state", state(plugin));
        data.put("description", plugin.description());
        data.put("license", plugin.license());
        data.put("location", plugin.location().toString());
        data.put(
                "components",
                components(catalogue, plugin).stream()
                        .map(entry -> Map.of("kind", entry.kind().name(), "name", entry.name()))
                        .toList());
        data.put("dependencies", plugin.dependencies());
        List<Map<String, Object>> problems = new ArrayList<>();
        for (PluginStatus.Problem problem : plugin.problems()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("code", problem.code());
            each.put("reason", problem.reason());
            each.put("remedy", problem.remedy());
            problems.add(each);
        }
        data.put("problems", problems);
        return data;
    }

    private static String note(Catalogue catalogue, PluginStatus plugin) {
        if (plugin.state() == PluginStatus.State.REJECTED) {
            return plugin.description();
        }
        int count = components(catalogue, plugin).size();
        return "%d component%s  %s".formatted(count, count == 1 ? " " : "s", plugin.description());
    }

    private static List<ComponentEntry> components(Catalogue catalogue, PluginStatus plugin) {
        return plugin.state() == PluginStatus.State.REJECTED
                ? List.of()
                : catalogue.components().stream()
                        .filter(entry -> entry.plugin().equals(plugin.id()))
                        .toList();
    }

    private static String summary(Catalogue catalogue) {
        return "%d ok, %d degraded, %d rejected"
                .formatted(
                        count(catalogue, PluginStatus.State.OK),
                        count(catalogue, PluginStatus.State.DEGRADED),
                        count(catalogue, PluginStatus.State.REJECTED));
    }

    private static long count(Catalogue catalogue, PluginStatus.State state) {
        return catalogue.plugins().stream()
                .filter(plugin -> plugin.state() == state)
                .count();
    }

    private static String label(PluginStatus plugin) {
        return (plugin.id() + " " + plugin.version()).strip();
    }

    private static String state(PluginStatus plugin) {
        return plugin.state().name().toLowerCase(Locale.ROOT);
    }
}
