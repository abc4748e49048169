package dev.rheo.runtime.store;

import java.nio.file.Path;

/** A file is sound, and of a format that only a newer version of Rheo knows. */
public final class NewerFormatException extends StoreException {
    NewerFormatException(String what, Path where, int found, int known) {
        super(
                "Cannot read " + what,
                where,
                "its " + JsonFiles.VERSION + " is " + found + " and this version of Rheo knows " + known,
                "Use the version of Rheo that wrote it, or a newer one.");
    }
}
