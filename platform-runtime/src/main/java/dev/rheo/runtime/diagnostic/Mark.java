package dev.rheo.runtime.diagnostic;

/**
 * A place in a text.
 *
 * @param source the text
 * @param line from 1; 0 for the text as a whole
 * @param column in code points, from 1
 * @param length of the marked part on its line, in code points, at least 1
 */
public record Mark(SourceText source, int line, int column, int length) {
    public Mark {
        length = Math.max(1, length);
    }

    /** The text as a whole, where no line is at fault more than another. */
    public static Mark whole(SourceText source) {
        return new Mark(source, 0, 0, 1);
    }

    /** {@code file:line:column}, or the argument's name. */
    public String location() {
        return source.kind() == SourceText.Kind.ARGUMENT || line == 0
                ? source.name()
                : source.name() + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return location();
    }
}
