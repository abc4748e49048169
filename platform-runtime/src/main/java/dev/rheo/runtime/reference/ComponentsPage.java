package dev.rheo.runtime.reference;

import dev.rheo.api.component.Traits;
import dev.rheo.api.component.Traits.Demand;
import dev.rheo.api.component.Traits.Provision;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.runtime.manifest.describe.ComponentDescription;
import dev.rheo.runtime.manifest.describe.OptionDescription;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every installed component with formula, source, options and traits, by kind; paths also as curves and numbers. */
final class ComponentsPage {
    private static final String HEAD = """
            # Components

            Written by `rheo reference` from what the installed components say of themselves, which is also what
            `rheo describe KIND NAME` shows. Times are flow times: t = 0 is the source, t = 1 the data. `a`, `b` and `s` are the coefficients of x_t = a x1 + b x0 + s ε. What goes with what is in
            [compatibility.md](compatibility.md).
            """;

    private final List<KindInfo> kinds;
    private final List<ComponentDescription> components;
    private final Map<String, GaussianPath> paths;
    private final List<String> lines = new ArrayList<>();

    /** @param paths the Gaussian paths with their default options, by name */
    ComponentsPage(List<KindInfo> kinds, List<ComponentDescription> components, Map<String, GaussianPath> paths) {
        this.kinds = kinds;
        this.components = components;
        this.paths = paths;
    }

    String markdown() {
        lines.add(HEAD);
        for (KindInfo kind : kinds) {
            List<ComponentDescription> members = members(kind);
            if (!members.isEmpty()) {
                String names = String.join(
                        ", ",
                        members.stream()
                                .map(member -> "[" + member.name() + "](#" + Markdown.anchor(heading(member)) + ")")
                                .toList());
                lines.add("- [" + plural(kind) + "](#" + Markdown.anchor(plural(kind)) + "): " + names);
            }
        }
        for (KindInfo kind : kinds) {
            List<ComponentDescription> members = members(kind);
            if (!members.isEmpty()) {
                lines.add("\n## " + plural(kind));
                if (kind.name().equals("path")) {
                    pathTable();
                }
                members.forEach(this::component);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private List<ComponentDescription> members(KindInfo kind) {
        return components.stream()
                .filter(component -> component.kind().equals(kind.name()))
                .toList();
    }

    private static String plural(KindInfo kind) {
        String title = kind.title();
        String first = title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
        return first.endsWith("y") ? first.substring(0, first.length() - 1) + "ies" : first + "s";
    }

    private static String heading(ComponentDescription component) {
        return component.kind() + " " + component.name();
    }

    private void pathTable() {
        lines.add(
                "\nThe conditional paths side by side, with default options. `D` = a' n − a n' with n = s on one-sided");
        lines.add("paths and b on two-sided ones; g² is the diffusion rate of the SDE with the same marginals.\n");
        lines.add(Markdown.row(List.of("path", "x_t", "domain", "a, b, s at ¼", "at ½", "at ¾", "g²(½)", "curves")));
        lines.add(Markdown.rule(8));
        paths.forEach((name, path) -> lines.add(Markdown.row(List.of(
                "[" + name + "](#path-" + name + ")",
                Markdown.text(formula(name)),
                number(path.domain().from()) + " … " + number(path.domain().to()),
                coefficients(path, 0.25),
                coefficients(path, 0.5),
                coefficients(path, 0.75),
                path.oneSided() ? number(path.diffusion(0.5)) : "–",
                "![a, b, s](images/path-" + name + ".svg)"))));
        lines.add("\nBlue: a, of the datum. Orange, dashed: b, of the source sample. Green, dotted: s, of the noise.");
    }

    private String formula(String path) {
        return components.stream()
                .filter(component ->
                        component.kind().equals("path") && component.name().equals(path))
                .map(ComponentDescription::formula)
                .findFirst()
                .orElse("");
    }

    private static String coefficients(GaussianPath path, double t) {
        return number(path.a(t)) + ", " + number(path.b(t)) + ", " + number(path.s(t));
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private void component(ComponentDescription component) {
        lines.add("\n### " + heading(component));
        lines.add("\n" + Markdown.text(component.summary()));
        if (!component.formula().isEmpty()) {
            lines.add("\n`" + component.formula() + "`");
        }
        if (!component.source().isEmpty()) {
            lines.add("\nSource: " + Markdown.text(component.source()) + ".");
        }
        if (paths.containsKey(component.name()) && component.kind().equals("path")) {
            lines.add("\n![Coefficients of " + component.name() + "](images/path-" + component.name() + ".svg)");
        }
        if (!component.options().isEmpty()) {
            lines.add("\n" + Markdown.row(List.of("option", "type", "default", "range", "unit", "meaning")));
            lines.add(Markdown.rule(6));
            options(component.options(), "");
        }
        Traits traits = component.traits();
        if (traits != null) {
            traits(traits);
        }
    }

    private void options(List<OptionDescription> options, String prefix) {
        for (OptionDescription option : options) {
            String source = option.source().isEmpty() ? "" : " (" + option.source() + ")";
            String value = option.defaultValue();
            lines.add(Markdown.row(List.of(
                    "`" + prefix + option.name() + "`",
                    Markdown.text(option.type()),
                    option.required() ? "required" : value == null ? "none" : "`" + value + "`",
                    Markdown.text(option.range()),
                    Markdown.text(option.unit()),
                    Markdown.text(option.doc() + source))));
            options(option.options(), prefix + option.name() + ".");
        }
    }

    private void traits(Traits traits) {
        List<String> said = new ArrayList<>();
        for (Provision provision : traits.provided()) {
            said.add("gives `" + provision.trait() + "`"
                    + (provision.conditions().isEmpty()
                            ? ""
                            : " with `" + String.join("` and `", provision.conditions()) + "`"));
        }
        traits.required().forEach(demand -> said.add(demand("needs", demand)));
        traits.excluded().forEach(demand -> said.add(demand("excludes", demand)));
        traits.discouraged().forEach(demand -> said.add(demand("warns of", demand)));
        if (!said.isEmpty()) {
            lines.add("\nWith these defaults it " + String.join("; ", said) + ".");
        }
    }

    private static String demand(String verb, Demand demand) {
        return verb + " `" + demand.trait() + "` (" + Markdown.text(demand.because()) + ")";
    }
}
