package dev.rheo.runtime.program;

/** An operation has no derivative rule. */
public final class NoDerivativeException extends RuntimeException {
    private final String operation;

    NoDerivativeException(String operation) {
        super("The operation '" + operation + "' has no derivative rule.");
        this.operation = operation;
    }

    public String operation() {
        return operation;
    }
}
