package dev.rheo.runtime.install;

/** A plugin that cannot be installed or removed; the message says why, the remedy what to do. Nothing was changed. */
public final class InstallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    InstallException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
