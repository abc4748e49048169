package dev.rheo.runtime.train;

/** The rehearsal before the first training step failed; the message says in what. Nothing was trained. */
public final class RehearsalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RehearsalException(String message) {
        super("rehearsal: " + message);
    }

    RehearsalException(String message, Throwable cause) {
        super("rehearsal: " + message, cause);
    }
}
