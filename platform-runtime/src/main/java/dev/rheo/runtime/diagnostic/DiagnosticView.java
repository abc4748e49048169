package dev.rheo.runtime.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * A diagnostic as {@code --json} shows it.
 *
 * @param file the file's name, {@code null} for what has no place in a file
 * @param argument the command line argument's name, {@code null} for what is in a file
 * @param line from 1, {@code null} without a place
 * @param column from 1, {@code null} without a place
 */
public record DiagnosticView(
        String code,
        String severity,
        @Nullable String file,
        @Nullable String argument,
        @Nullable Integer line,
        @Nullable Integer column,
        String problem,
        String because,
        String remedy) {
    public static DiagnosticView of(Diagnostic diagnostic) {
        Mark mark = diagnostic.mark();
        String name = mark == null ? null : mark.source().name();
        boolean inFile = mark != null && mark.source().kind() == SourceText.Kind.FILE;
        return new DiagnosticView(
                diagnostic.code().id(),
                diagnostic.severity().word(),
                inFile ? name : null,
                inFile ? null : name,
                mark == null || mark.line() == 0 ? null : mark.line(),
                mark == null || mark.line() == 0 ? null : mark.column(),
                diagnostic.problem(),
                diagnostic.because(),
                diagnostic.remedy());
    }
}
