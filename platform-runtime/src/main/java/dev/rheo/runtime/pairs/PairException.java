package dev.rheo.runtime.pairs;

/** Making a minibatch failed; the message of the innermost one names component and step. */
public final class PairException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PairException(Throwable cause) {
        super(cause);
    }

    PairException(String message, Throwable cause) {
        super(message, cause);
    }
}
