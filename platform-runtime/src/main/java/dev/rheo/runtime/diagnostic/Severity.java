package dev.rheo.runtime.diagnostic;

import java.util.Locale;

/** Whether an experiment may run in spite of a diagnostic. */
public enum Severity {
    /** It may not run. */
    ERROR,
    /** It runs, but likely not as meant. */
    WARNING;

    /** The word that is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
