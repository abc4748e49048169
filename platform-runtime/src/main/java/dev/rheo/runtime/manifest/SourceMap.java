package dev.rheo.runtime.manifest;

import dev.rheo.runtime.diagnostic.Mark;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each bound component and option was written. A place is the dotted path from the top of the manifest, as in an
 * override: {@code path.sigmaMin}, {@code evaluate.0}; the empty place is the manifest itself. Immutable.
 */
public final class SourceMap {
    /** Knows no place; for experiments that were not read from a file. */
    public static final SourceMap EMPTY = new SourceMap(Map.of());

    private final Map<String, Mark> marks;

    SourceMap(Map<String, Mark> marks) {
        this.marks = Map.copyOf(marks);
    }

    /** The mark of a place, or of the nearest place around it if its value is a default; {@code null} if there is none. */
    public @Nullable Mark mark(String place) {
        String at = place;
        while (!at.isEmpty()) {
            Mark mark = marks.get(at);
            if (mark != null) {
                return mark;
            }
            at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
        }
        return marks.get("");
    }

    /** The mark of an option of what stands at a place. */
    public @Nullable Mark mark(String place, String option) {
        return mark(join(place, option));
    }

    /** Whether the place was written, instead of being left to a default. */
    public boolean isWritten(String place) {
        return marks.containsKey(place);
    }

    /** The place of an option within a place. */
    public static String join(String place, String option) {
        return place.isEmpty() ? option : option.isEmpty() ? place : place + "." + option;
    }

    /** Collects marks while binding; what is noted first holds. */
    static final class Builder {
        private final Map<String, Mark> marks = new HashMap<>();

        void note(String place, Mark mark) {
            marks.putIfAbsent(place, mark);
        }

        @Nullable
        Mark mark(String place) {
            return marks.get(place);
        }

        SourceMap build() {
            return new SourceMap(marks);
        }
    }
}
