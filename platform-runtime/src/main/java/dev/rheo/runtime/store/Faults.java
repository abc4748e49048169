package dev.rheo.runtime.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns an {@link IOException} into words. The operating system's text is looked at first; because it may be in the user's
 * language, the state of the disk is asked second.
 */
final class Faults {
    private static final long ALMOST_NOTHING = 64 * 1024;

    private Faults() {}

    static StoreException writing(String what, Path where, IOException fault) {
        String text = reason(fault).toLowerCase(Locale.ROOT);
        String doing = "Cannot write " + what;
        if (isFull(text)) {
            return full(doing, where, fault);
        }
        Path file = fault instanceof FileAlreadyExistsException ? where : firstThatIsNoDirectory(where);
        if (file != null) {
            return inTheWay(doing, where, file, fault);
        }
        if (Files.isDirectory(where) && !(fault instanceof AccessDeniedException)) {
            String why = "a directory of that name is in the way (" + reason(fault) + ")";
            return new StoreException(doing, where, why, "Move it away or choose another directory.", fault);
        }
        Path missing = highestMissing(where);
        if (missing != null) {
            String why = "the directory " + missing + " does not exist or has been removed";
            return new StoreException(
                    doing, where, why, "Restore it, or start again in a directory that stays.", fault);
        }
        if (isForbidden(text, fault)) {
            String why = "the directory or file is read-only for this user (" + reason(fault) + ")";
            return new StoreException(
                    doing, where, why, "Change its permissions or choose a directory that can be written.", fault);
        }
        if (spaceBelow(where) < ALMOST_NOTHING) {
            return full(doing, where, fault);
        }
        return new StoreException(doing, where, reason(fault), "Check the disk and try again.", fault);
    }

    private static StoreException inTheWay(String doing, Path where, Path file, IOException fault) {
        String why = file + " is a file where a directory is needed";
        return new StoreException(doing, where, why, "Move that file away or choose another directory.", fault);
    }

    private static StoreException full(String doing, Path where, IOException fault) {
        String why = "no space left on the disk (" + reason(fault) + ")";
        return new StoreException(
                doing, where, why, "Free some space and resume: what was written before is intact.", fault);
    }

    static StoreException reading(String what, Path where, IOException fault) {
        String doing = "Cannot read " + what;
        Path file = firstThatIsNoDirectory(where);
        if (file != null) {
            return inTheWay(doing, where, file, fault);
        }
        if (!Files.exists(where)) {
            return new StoreException(doing, where, "there is no such file", "Check the name.", fault);
        }
        if (Files.isDirectory(where)) {
            return new StoreException(doing, where, "it is a directory", "Name a file in it.", fault);
        }
        if (isForbidden(reason(fault).toLowerCase(Locale.ROOT), fault)) {
            return new StoreException(doing, where, "this user may not read it", "Change its permissions.", fault);
        }
        if (fault instanceof EOFException) {
            return damaged(what, where, "it ends too early");
        }
        return new StoreException(doing, where, reason(fault), "Check the disk and try again.", fault);
    }

    /** The file can be read but its content cannot be believed. */
    static StoreException damaged(String what, Path where, String why) {
        return new StoreException(
                "Cannot read " + what,
                where,
                why,
                "The file is damaged or not what its name says: restore it from a copy or write it anew.");
    }

    static String reason(IOException fault) {
        String reason = fault instanceof FileSystemException system ? system.getReason() : fault.getMessage();
        return reason != null ? reason : fault.getClass().getSimpleName();
    }

    private static boolean isFull(String text) {
        return text.contains("no space left")
                || text.contains("not enough space")
                || text.contains("quota")
                || text.contains("file too large");
    }

    private static boolean isForbidden(String text, IOException fault) {
        return fault instanceof AccessDeniedException
                || text.contains("permission denied")
                || text.contains("access is denied")
                || text.contains("read-only")
                || text.contains("operation not permitted");
    }

    private static long spaceBelow(Path where) {
        Path parent = where.toAbsolutePath().getParent();
        return parent == null || !Files.isDirectory(parent) ? Long.MAX_VALUE : usable(parent);
    }

    private static long usable(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    private static @Nullable Path highestMissing(Path where) {
        Path missing = null;
        for (Path at = where.toAbsolutePath().getParent(); at != null && !Files.exists(at); at = at.getParent()) {
            missing = at;
        }
        return missing;
    }

    private static @Nullable Path firstThatIsNoDirectory(Path where) {
        for (Path at = where.toAbsolutePath().getParent(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                return Files.isDirectory(at) ? null : at;
            }
        }
        return null;
    }
}
