package dev.rheo.runtime.diagnostic;

import java.util.List;

/** Diagnostics as a terminal shows them: message, place, source line, caret, reason and remedy. */
public final class DiagnosticText {
    private static final int WIDEST_LINE = 140;
    private static final int BEFORE_CARET = 60;

    private DiagnosticText() {}

    /** All of them in order of place, with a closing count. Empty for an empty list. */
    public static String render(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        diagnostics.stream().sorted(Diagnostic.BY_PLACE).forEach(diagnostic -> out.append(render(diagnostic))
                .append('\n'));
        return out.append(summary(diagnostics)).append('\n').toString();
    }

    /** One diagnostic; ends with a line end. */
    public static String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        out.append(diagnostic.severity().word())
                .append(' ')
                .append(diagnostic.code().id())
                .append(": ");
        out.append(printable(diagnostic.problem())).append('\n');
        Mark mark = diagnostic.mark();
        if (mark != null) {
            appendSource(out, mark);
        }
        appendNote(out, "why", diagnostic.because());
        appendNote(out, "help", diagnostic.remedy());
        return out.toString();
    }

    /** {@code 2 errors, 1 warning}. */
    public static String summary(List<Diagnostic> diagnostics) {
        long errors =
                diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).count();
        long warnings = diagnostics.size() - errors;
        String first = errors == 0 ? "" : count(errors, "error");
        String second = warnings == 0 ? "" : count(warnings, "warning");
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static void appendSource(StringBuilder out, Mark mark) {
        boolean argument = mark.source().kind() == SourceText.Kind.ARGUMENT;
        String number = argument ? "" : String.valueOf(mark.line());
        String margin = " ".repeat(Math.max(2, number.length()));
        out.append(margin).append("--> ").append(printable(mark.location())).append('\n');
        if (mark.line() == 0 || mark.line() > mark.source().lines().size()) {
            return;
        }
        int[] line = mark.source().line(mark.line()).codePoints().toArray();
        int column = Math.min(mark.column() - 1, line.length);
        int from = line.length > WIDEST_LINE ? Math.max(0, column - BEFORE_CARET) : 0;
        int to = Math.min(line.length, from + WIDEST_LINE);
        String lead = from > 0 ? "…" : "";
        String shown = lead + printable(new String(line, from, to - from)) + (to < line.length ? "…" : "");
        out.append(margin).append(" |\n");
        out.append(margin.substring(number.length()))
                .append(number)
                .append(" | ")
                .append(shown)
                .append('\n');
        out.append(margin).append(" | ").append(" ".repeat(lead.length()));
        for (int i = from; i < column; i++) {
            out.append(line[i] == '\t' ? '\t' : ' ');
        }
        out.append("^".repeat(Math.max(1, Math.min(mark.length(), to - column))))
                .append('\n');
    }

    private static void appendNote(StringBuilder out, String word, String text) {
        if (text.isBlank()) {
            return;
        }
        String[] lines = printable(text.strip()).split("\n", -1);
        String indent = "  " + " ".repeat(word.length() + 2);
        out.append("  ").append(word).append(": ").append(lines[0]).append('\n');
        for (int i = 1; i < lines.length; i++) {
            out.append(indent).append(lines[i]).append('\n');
        }
    }

    /** Control characters of a foreign text must not steer the terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\t' && c != '\n' ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
