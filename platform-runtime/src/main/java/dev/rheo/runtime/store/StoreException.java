package dev.rheo.runtime.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something on disk cannot be written, read or believed. Its message is fit for a user as it stands; its cause, if any, is
 * for {@code --debug}.
 */
public sealed class StoreException extends RuntimeException permits NewerFormatException {
    private final String what;
    private final String where;
    private final String why;
    private final String remedy;

    /**
     * @param what what could not be done, for example {@code "Cannot write the checkpoint"}
     * @param where the file or directory at fault
     * @param why the reason, without a full stop
     * @param remedy what to do now, a whole sentence
     */
    public StoreException(String what, Path where, String why, String remedy) {
        this(what, where, why, remedy, null);
    }

    StoreException(String what, Path where, String why, String remedy, @Nullable Throwable cause) {
        super(what + " " + where + ": " + why + ". " + remedy, cause);
        this.what = what;
        this.where = where.toString();
        this.why = why;
        this.remedy = remedy;
    }

    public String what() {
        return what;
    }

    public String where() {
        return where;
    }

    public String why() {
        return why;
    }

    public String remedy() {
        return remedy;
    }
}
