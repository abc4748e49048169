package dev.rheo.runtime.report;

import dev.rheo.api.track.ParameterStatistics;
import java.util.List;

/** How large parameters and gradients were when they were last looked at. */
final class ParametersSection {
    private final List<ParameterStatistics> parameters;

    ParametersSection(List<ParameterStatistics> parameters) {
        this.parameters = parameters;
    }

    void write(Html page) {
        if (parameters.isEmpty()) {
            return;
        }
        page.raw(
                        "<section>\n<h2>Parameters and gradients</h2>\n<details><summary>Root mean squares and largest magnitudes, ")
                .raw("as of the last statistics</summary><div class=\"scroll\"><table>\n<thead><tr><th>Parameter</th>")
                .raw("<th class=\"number\">Weight, rms</th><th class=\"number\">largest</th>")
                .raw("<th class=\"number\">Gradient, rms</th><th class=\"number\">largest</th></tr></thead>\n<tbody>");
        for (ParameterStatistics each : parameters) {
            page.raw("<tr>").element("th scope=\"row\"", each.name());
            number(page, each.weightRms());
            number(page, each.weightMax());
            number(page, each.gradientRms());
            number(page, each.gradientMax());
            page.raw("</tr>\n");
        }
        page.raw("</tbody></table></div></details>\n</section>\n");
    }

    private static void number(Html page, double value) {
        page.element("td class=\"number\"", Numbers.shown(value));
    }
}
