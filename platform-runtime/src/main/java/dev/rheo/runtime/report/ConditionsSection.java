package dev.rheo.runtime.report;

import java.util.List;

/** What samples can be asked for by continuous conditions. */
final class ConditionsSection {
    private final List<ConditionRow> conditions;

    ConditionsSection(List<ConditionRow> conditions) {
        this.conditions = conditions;
    }

    void write(Html page) {
        if (conditions.isEmpty()) {
            return;
        }
        page.raw("<section>\n<h2>Conditions</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Condition</th>")
                .raw("<th class=\"number\">Lowest</th><th class=\"number\">Quarter below</th>")
                .raw("<th class=\"number\">Median</th><th class=\"number\">Quarter above</th>")
                .raw("<th class=\"number\">Highest</th></tr></thead>\n<tbody>");
        for (ConditionRow each : conditions) {
            page.raw("<tr>").element("th scope=\"row\"", each.name());
            for (double value : each.quantiles()) {
                page.raw("<td class=\"number\" title=\"" + value + "\">")
                        .text(Numbers.shown(value))
                        .raw("</td>");
            }
            page.raw("</tr>\n");
        }
        ConditionRow first = conditions.get(0);
        page.raw(
                        "</tbody></table></div>\n<p class=\"muted note\">Among the training rows; outside of these ranges the model")
                .raw(" has seen nothing. The samples of this page were asked for the conditions of held-out rows;")
                .raw(" others are drawn by ")
                .element(
                        "code",
                        "rheo sample RUN --condition " + first.name() + "=" + Numbers.plain(first.quantiles()[2]))
                .raw(".</p>\n</section>\n");
    }
}
