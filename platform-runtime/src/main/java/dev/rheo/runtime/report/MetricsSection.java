package dev.rheo.runtime.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of metrics; full precision is in each number's tooltip. */
final class MetricsSection {
    private final List<MetricRow> metrics;

    MetricsSection(List<MetricRow> metrics) {
        this.metrics = metrics;
    }

    void write(Html page) {
        if (metrics.isEmpty()) {
            return;
        }
        page.raw("<section>\n<h2>Metrics</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Metric</th>")
                .raw("<th class=\"number\">Value</th><th class=\"number\">Floor</th>")
                .raw("<th class=\"number\">Value / floor</th><th class=\"number\">Samples</th></tr></thead>\n<tbody>");
        metrics.forEach(metric -> row(page, metric));
        page.raw("</tbody></table></div>\n");
        if (metrics.stream().anyMatch(metric -> metric.floor().isPresent())) {
            page.raw(
                            "<p class=\"muted note\">Floor: the same metric between two samples of real data of the same sizes;")
                    .raw(" a value near it cannot be told from real data by this metric.")
                    .raw(" Samples: generated, or generated / real.</p>\n");
        }
        page.raw("</section>\n");
    }

    private static void row(Html page, MetricRow metric) {
        page.raw("<tr><th scope=\"row\">").text(metric.name());
        if (!metric.explanation().isEmpty()) {
            page.element("small", metric.explanation());
        }
        page.raw("</th>");
        number(page, OptionalDouble.of(metric.value()), "strong");
        number(page, metric.floor(), "");
        ratio(page, metric.ratio());
        page.element("td class=\"number\"", metric.sizes()).raw("</tr>\n");
        metric.extra().forEach((name, value) -> {
            page.raw("<tr class=\"extra\">").element("th scope=\"row\"", name);
            cell(page, value, "", Numbers.detail(value));
            page.raw("<td></td><td></td><td></td></tr>\n");
        });
    }

    private static void number(Html page, OptionalDouble value, String style) {
        if (value.isEmpty()) {
            page.raw("<td class=\"number muted\">\u2013</td>");
            return;
        }
        cell(page, value.getAsDouble(), style, Numbers.shown(value.getAsDouble()));
    }

    private static void cell(Html page, double value, String style, String shown) {
        page.raw("<td class=\"number " + style + "\" title=\"" + value + "\">")
                .text(shown)
                .raw("</td>");
    }

    private static void ratio(Html page, OptionalDouble ratio) {
        if (ratio.isEmpty() || !Double.isFinite(ratio.getAsDouble())) {
            page.raw("<td class=\"number muted\">\u2013</td>");
            return;
        }
        page.raw("<td class=\"number\" title=\"" + ratio.getAsDouble() + "\">")
                .text(String.format(Locale.ROOT, "%.2f \u00d7", ratio.getAsDouble()))
                .raw("</td>");
    }
}
