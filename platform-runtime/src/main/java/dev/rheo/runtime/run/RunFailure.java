package dev.rheo.runtime.run;

import dev.rheo.runtime.store.RunState.Status;

/** A run that ended early; the message says what, where and why, the remedy what to do. */
public final class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;
    private final String remedy;

    public RunFailure(Status status, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.remedy = remedy;
    }

    /** How the run is recorded. */
    public Status status() {
        return status;
    }

    public String remedy() {
        return remedy;
    }
}
