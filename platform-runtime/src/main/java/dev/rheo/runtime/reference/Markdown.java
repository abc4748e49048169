package dev.rheo.runtime.reference;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Fragments of Markdown. */
final class Markdown {
    private Markdown() {}

    /** Plain text, with what Markdown would take for markup escaped. */
    static String text(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("<", "&lt;");
    }

    /** A row of a table. */
    static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** The line between a table's head and body. */
    static String rule(int columns) {
        return "|" + " --- |".repeat(columns);
    }

    /** The anchor that a heading gets. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }
}
