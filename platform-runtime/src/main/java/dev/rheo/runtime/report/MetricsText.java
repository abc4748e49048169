package dev.rheo.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The evaluation as plain text, for the end of a run. */
public final class MetricsText {
    private static final List<String> HEADER = List.of("metric", "value", "floor", "x floor", "samples");

    private MetricsText() {}

    /** A table of at most {@code width} characters; empty if there are no metrics. */
    public static String render(List<MetricRow> metrics, int width) {
        if (metrics.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        for (MetricRow metric : metrics) {
            rows.add(List.of(
                    plain(metric.name()),
                    Numbers.shown(metric.value()),
                    metric.floor().isPresent() ? Numbers.shown(metric.floor().getAsDouble()) : "-",
                    metric.ratio().isPresent() ? ratio(metric.ratio().getAsDouble()) : "-",
                    metric.sizes()));
            metric.extra()
                    .forEach((name, value) -> rows.add(List.of("  " + plain(name), Numbers.detail(value), "", "", "")));
        }
        return new ConsoleTable(HEADER, rows).render(width);
    }

    private static String ratio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : Numbers.shown(ratio);
    }

    /** Names come from plugins: no control character of theirs reaches a terminal. */
    private static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
