package dev.rheo.runtime.wire;

import org.jspecify.annotations.Nullable;

/** A component that could not be built; the message names component and plugin, the remedy says what to do. */
public final class WiringException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String remedy;

    WiringException(String place, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.place = place;
        this.remedy = remedy;
    }

    /** Where in the manifest the component stands. */
    public String place() {
        return place;
    }

    public String remedy() {
        return remedy;
    }
}
