package dev.rheo.runtime.embed;

import org.jspecify.annotations.Nullable;

/**
 * What this package throws whenever something goes wrong. Its message is fit for a user as it stands and tells no more of the
 * machine than the paths that were given; its cause, if any, is for a log.
 */
public final class RheoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String what;
    private final String why;
    private final String remedy;

    /** Whose move it is. */
    public enum Kind {
        /** An argument is out of range, or does not fit the model. */
        ARGUMENT,
        /** The run or exported file cannot be read, or is not sound. */
        MODEL,
        /** The model's manifest does not fit the installed plugins, or there are none. */
        PLUGINS,
        /** PyTorch does not start. */
        ENGINE,
        /** The solver failed; other options may help. */
        SOLVER,
        /** The model was closed. */
        CLOSED,
        /** The calling thread was interrupted; its interrupt status is set again. */
        INTERRUPTED
    }

    RheoException(Kind kind, String what, String why, String remedy, @Nullable Throwable cause) {
        super(what + ": " + why + "." + (remedy.isEmpty() ? "" : " " + remedy), cause);
        this.kind = kind;
        this.what = what;
        this.why = why;
        this.remedy = remedy;
    }

    RheoException(Kind kind, String what, String why, String remedy) {
        this(kind, what, why, remedy, null);
    }

    static RheoException argument(String what, String why, String remedy) {
        return new RheoException(Kind.ARGUMENT, what, why, remedy);
    }

    public Kind kind() {
        return kind;
    }

    /** What could not be done. */
    public String what() {
        return what;
    }

    /** The reason, without a full stop. */
    public String why() {
        return why;
    }

    /** What to do now, whole sentences; may be empty. */
    public String remedy() {
        return remedy;
    }
}
