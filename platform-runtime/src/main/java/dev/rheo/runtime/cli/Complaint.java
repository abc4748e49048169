package dev.rheo.runtime.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the user and an exit code. */
final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String remedy;

    Complaint(int exitCode, String message, String remedy) {
        this(exitCode, message, remedy, null);
    }

    Complaint(int exitCode, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    int exitCode() {
        return exitCode;
    }

    String remedy() {
        return remedy;
    }
}
