package dev.rheo.runtime.diagnostic;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mistake.
 *
 * @param code its sort
 * @param severity whether it keeps the experiment from running
 * @param mark where it is, {@code null} if it is nowhere in particular
 * @param problem what is wrong, one line, lower case, without a full stop
 * @param because why it is wrong, full sentences; empty if the problem says it all
 * @param remedy what to do now; empty only if there is nothing to advise
 */
public record Diagnostic(
        DiagnosticCode code, Severity severity, @Nullable Mark mark, String problem, String because, String remedy) {
    /** By file, line and column; files before arguments; what has no place comes last. */
    public static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
            Diagnostic::mark,
            Comparator.nullsLast(
                    Comparator.comparing((Mark mark) -> mark.source().kind())
                            .thenComparing(mark -> mark.source().name())
                            .thenComparingInt(Mark::line)
                            .thenComparingInt(Mark::column)));

    public static Diagnostic error(
            DiagnosticCode code, @Nullable Mark mark, String problem, String because, String remedy) {
        return new Diagnostic(code, Severity.ERROR, mark, problem, because, remedy);
    }

    public static Diagnostic warning(
            DiagnosticCode code, @Nullable Mark mark, String problem, String because, String remedy) {
        return new Diagnostic(code, Severity.WARNING, mark, problem, because, remedy);
    }

    /** Whether any of them keeps the experiment from running. */
    public static boolean anyError(List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
