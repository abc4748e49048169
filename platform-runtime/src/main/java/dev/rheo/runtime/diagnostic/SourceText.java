package dev.rheo.runtime.diagnostic;

import java.nio.file.Path;
import java.util.List;

/**
 * A text that a user wrote and diagnostics point into.
 *
 * @param name how messages call it: the file as the user named it, or {@code command line, argument 2}
 * @param kind whether positions in it are lines and columns of a file
 * @param directory absolute; relative paths written in the text are resolved against it
 * @param lines the text without line ends
 */
public record SourceText(String name, Kind kind, Path directory, List<String> lines) {
    public enum Kind {
        FILE,
        ARGUMENT
    }

    public SourceText {
        lines = List.copyOf(lines);
    }

    /** The text of a file. */
    public static SourceText file(String name, Path directory, String text) {
        return new SourceText(name, Kind.FILE, directory, List.of(text.split("\r\n|\r|\n", -1)));
    }

    /** The {@code number}-th override of a command line, counted from 1. */
    public static SourceText argument(int number, String text, Path directory) {
        return new SourceText(
                "command line, argument " + number, Kind.ARGUMENT, directory, List.of(text.split("\n", -1)));
    }

    /** The line with this number (from 1), empty beyond the end. */
    public String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** The whole text is too long to be of use in a log. */
    @Override
    public String toString() {
        return name;
    }
}
