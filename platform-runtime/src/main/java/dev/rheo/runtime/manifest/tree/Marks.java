package dev.rheo.runtime.manifest.tree;

import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;

/**
 * Turns the parser's positions (from 0) into {@link Mark}s.
 *
 * @param source what is being read
 * @param offset code points of the source's first line that come before the parsed text
 */
record Marks(SourceText source, int offset) {
    Mark at(org.snakeyaml.engine.v2.exceptions.Mark start) {
        return new Mark(source, start.getLine() + 1, column(start), 1);
    }

    Mark between(org.snakeyaml.engine.v2.exceptions.Mark start, org.snakeyaml.engine.v2.exceptions.Mark end) {
        int length = end.getLine() == start.getLine() ? end.getColumn() - start.getColumn() : 1;
        return new Mark(source, start.getLine() + 1, column(start), length);
    }

    Mark atIndex(String text, int codePoints) {
        int line = 1;
        int column = 1 + offset;
        int[] all = text.codePoints().limit(codePoints).toArray();
        for (int c : all) {
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
        return new Mark(source, line, column, 1);
    }

    private int column(org.snakeyaml.engine.v2.exceptions.Mark start) {
        return start.getColumn() + 1 + (start.getLine() == 0 ? offset : 0);
    }
}
