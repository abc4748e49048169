package dev.rheo.runtime.sample;

/** A solve that cannot go on; the message says at which time, why, and what to change. */
public final class SolveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SolveException(String message) {
        super(message);
    }
}
