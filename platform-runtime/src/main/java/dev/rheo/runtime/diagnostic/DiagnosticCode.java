package dev.rheo.runtime.diagnostic;

/** The stable name of one sort of mistake. Implemented by one enum per package that reports mistakes. */
public interface DiagnosticCode {
    /** The code as printed, for example {@code RHEO-M003}; never reused for another meaning. */
    String id();

    /** The sort of mistake in a few words. */
    String title();

    /** What it means, how it usually comes about, and how to get out of it: the text of {@code rheo explain}. */
    String explanation();
}
