package dev.rheo.runtime.pairs;

/** Making a minibatch failed on a worker; the cause is what was thrown there. */
public final class PairException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PairException(Throwable cause) {
        super(cause);
    }
}
