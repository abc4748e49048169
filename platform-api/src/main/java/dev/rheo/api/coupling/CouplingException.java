package dev.rheo.api.coupling;

/** A minibatch that cannot be coupled; the message says why and what to change. */
public final class CouplingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CouplingException(String message) {
        super(message);
    }
}
