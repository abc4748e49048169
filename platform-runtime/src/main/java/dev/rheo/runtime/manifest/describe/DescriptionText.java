package dev.rheo.runtime.manifest.describe;

import dev.rheo.api.component.Traits;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code rheo describe KIND NAME}. */
public final class DescriptionText {
    private DescriptionText() {}

    /** Ends in a line end. */
    public static String render(ComponentDescription component) {
        StringBuilder out = new StringBuilder();
        out.append(component.name()).append(" (").append(component.title()).append(")\n");
        out.append("  ").append(component.summary()).append('\n');
        field(out, "formula", component.formula());
        field(out, "source", component.source());
        field(out, "plugin", component.plugin());
        out.append("\nOptions");
        out.append(component.options().isEmpty() ? ": none\n" : "\n");
        options(component.options(), out, "  ");
        if (component.traits() != null) {
            traits(component.traits(), out);
        }
        out.append("\nIn a manifest\n  ").append(example(component)).append('\n');
        return out.toString();
    }

    private static void field(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            out.append("  ").append(name).append(": ").append(value).append('\n');
        }
    }

    private static void options(List<OptionDescription> options, StringBuilder out, String indent) {
        for (OptionDescription option : options) {
            List<String> facts = new ArrayList<>();
            facts.add(option.type());
            String value = option.defaultValue();
            facts.add(option.required() ? "required" : value == null ? "optional" : "default " + quoted(value));
            if (!option.range().isEmpty()) {
                facts.add(option.type().startsWith("list") ? option.range() + " entries" : "in " + option.range());
            }
            if (!option.unit().isEmpty()) {
                facts.add(option.unit());
            }
            out.append(indent)
                    .append(option.name())
                    .append(": ")
                    .append(String.join(", ", facts))
                    .append('\n');
            out.append(indent).append("    ").append(option.doc()).append('\n');
            if (!option.source().isEmpty()) {
                out.append(indent)
                        .append("    Source: ")
                        .append(option.source())
                        .append('\n');
            }
            options(option.options(), out, indent + "    ");
        }
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "\"\"" : value;
    }

    private static void traits(Traits traits, StringBuilder out) {
        List<String> lines = new ArrayList<>();
        for (Provision provision : traits.provided()) {
            String conditions = provision.conditions().isEmpty()
                    ? ""
                    : " only with " + String.join(" and ", provision.conditions()) + reason(provision.because());
            lines.add("gives " + provision.trait() + conditions);
        }
        traits.required().forEach(demand -> lines.add(demand("needs", demand)));
        traits.excluded().forEach(demand -> lines.add(demand("excludes", demand)));
        traits.discouraged().forEach(demand -> lines.add(demand("warns of", demand)));
        if (!lines.isEmpty()) {
            out.append(lines.stream().collect(Collectors.joining("\n  ", "\nTraits with these defaults\n  ", "\n")));
        }
    }

    private static String demand(String verb, Demand demand) {
        return verb + " " + demand.trait() + reason(demand.because());
    }

    private static String reason(String because) {
        return because.isBlank() ? "" : ": " + because;
    }

    private static String example(ComponentDescription component) {
        String value = component.example();
        return switch (component.kind()) {
            case "solver", "grid" -> "sample: {" + component.kind() + ": " + value + "}";
            case "optimizer", "schedule" -> "train: {" + component.kind() + ": " + value + "}";
            case "metric" -> "evaluate: [" + value + "]";
            case "tracker" -> "trackers: [" + value + "]";
            default -> component.kind() + ": " + value;
        };
    }
}
