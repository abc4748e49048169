package dev.rheo.runtime.cli;

/** Ends a command with a message for the user and an exit code. */
final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String remedy;

    Complaint(int exitCode, String message, String remedy) {
        super(message);
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
