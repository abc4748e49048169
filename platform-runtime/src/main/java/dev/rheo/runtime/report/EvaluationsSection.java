package dev.rheo.runtime.report;

import dev.rheo.runtime.report.ReportData.Evaluated;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Metrics by step, where a training was evaluated more than once. */
final class EvaluationsSection {
    private final List<Evaluated> evaluations;

    EvaluationsSection(List<Evaluated> evaluations) {
        this.evaluations = evaluations;
    }

    void write(Html page) {
        if (evaluations.size() < 2) {
            return;
        }
        Set<String> metrics = new LinkedHashSet<>();
        evaluations.forEach(each -> metrics.addAll(each.values().keySet()));
        page.raw("<section>\n<h2>Evaluations while training</h2>\n<div class=\"scroll\"><table>\n<thead><tr>")
                .raw("<th class=\"number\">Step</th>");
        metrics.forEach(metric -> page.element("th class=\"number\"", metric));
        page.raw("</tr></thead>\n<tbody>");
        for (Evaluated each : evaluations) {
            page.raw("<tr>").element("td class=\"number\"", Numbers.count(each.step()));
            for (String metric : metrics) {
                Double value = each.values().get(metric);
                page.element("td class=\"number\"", value == null ? "\u2013" : Numbers.shown(value));
            }
            page.raw("</tr>\n");
        }
        page.raw("</tbody></table></div>\n</section>\n");
    }
}
