package dev.rheo.runtime.verify;

import dev.rheo.api.test.Examiner.Finding;
import dev.rheo.runtime.plugin.PluginStatus;
import dev.rheo.runtime.verify.Verdict.ComponentVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A verdict for readers, and as maps and lists for a JSON writer. */
public final class VerdictText {
    private static final String INDENT = " ".repeat(4);

    private VerdictText() {}

    /** Ends with a newline. */
    public static String render(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        PluginStatus plugin = verdict.plugin();
        text.append((plugin.id() + " " + plugin.version()).strip())
                .append("  ")
                .append(state(plugin))
                .append('\n');
        for (PluginStatus.Problem problem : plugin.problems()) {
            line(text, problem.code() + ": " + problem.reason());
            line(text, "→ " + problem.remedy());
        }
        verdict.components().forEach(component -> component(text, component));
        return text.append(verdict.passed() ? "verified" : "not verified")
                .append('\n')
                .toString();
    }

    private static void component(StringBuilder text, ComponentVerdict component) {
        long kept = component.findings().size() - component.violations().size();
        text.append("  ")
                .append(component.passed() ? "ok    " : "wrong ")
                .append(component.kind())
                .append(' ')
                .append(component.name())
                .append(": ")
                .append(kept)
                .append(kept == 1 ? " rule kept" : " rules kept")
                .append(kept == 0 ? "" : bound(component))
                .append(component.notExamined().isEmpty() ? "" : " (" + component.notExamined() + ")")
                .append('\n');
        component.undocumented().forEach(option -> line(text, "undocumented: " + option));
        if (!component.failure().isEmpty()) {
            line(text, component.failure());
        }
        for (Finding finding : component.violations()) {
            String status = finding.status().isEmpty() ? "" : " [" + finding.status() + "]";
            line(text, (finding.rule() + " violated" + status + ": " + finding.statement()).strip());
            line(text, "  " + finding.violation());
        }
    }

    /** For example {@code , 2 optional, 1 stochastic}: what was kept beside required rules. */
    private static String bound(ComponentVerdict component) {
        List<String> kept = component.findings().stream()
                .filter(finding -> finding.violation() == null)
                .map(Finding::status)
                .toList();
        long stochastic =
                kept.stream().filter(status -> status.contains("stochastic")).count();
        long optional =
                kept.stream().filter(status -> status.startsWith("optional")).count();
        return (optional == 0 ? "" : ", " + optional + " optional")
                + (stochastic == 0 ? "" : ", " + stochastic + " stochastic");
    }

    private static void line(StringBuilder text, String line) {
        text.append(INDENT).append(line).append('\n');
    }

    /**
     * {@code {id, version, state, location, sha256, verified, problems: [{code, reason, remedy}], components: [{kind, name,
     * verified, undocumented, notExamined, failure, rules: [{id, statement, status, violation}]}]}}.
     */
    public static Map<String, Object> data(Verdict verdict) {
        PluginStatus plugin = verdict.plugin();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", plugin.id());
        data.put("version", plugin.version());
        data.put("state", state(plugin));
        data.put("location", plugin.location().toString());
        data.put("sha256", plugin.sha256());
        data.put("verified", verdict.passed());
        data.put("problems", plugin.problems());
        data.put(
                "components",
                verdict.components().stream().map(VerdictText::data).toList());
        return data;
    }

    private static Map<String, Object> data(ComponentVerdict component) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", component.kind());
        data.put("name", component.name());
        data.put("verified", component.passed());
        data.put("undocumented", component.undocumented());
        data.put("notExamined", component.notExamined());
        data.put("failure", component.failure());
        data.put("rules", rules(component.findings()));
        return data;
    }

    private static List<Map<String, Object>> rules(List<Finding> findings) {
        return findings.stream()
                .map(finding -> {
                    Map<String, Object> rule = new LinkedHashMap<>();
                    rule.put("id", finding.rule());
                    rule.put("statement", finding.statement());
                    rule.put("status", finding.status());
                    rule.put("violation", finding.violation());
                    return rule;
                })
                .toList();
    }

    private static String state(PluginStatus plugin) {
        return plugin.state().name().toLowerCase(Locale.ROOT);
    }
}
