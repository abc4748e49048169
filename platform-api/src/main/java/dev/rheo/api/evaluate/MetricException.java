package dev.rheo.api.evaluate;

/** A metric that cannot be computed here; the message says why and what to change. The other metrics go on. */
public final class MetricException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MetricException(String message) {
        super(message);
    }
}
