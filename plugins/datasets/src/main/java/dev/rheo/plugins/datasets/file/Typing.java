package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.Option;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the columns of a file have types, and what stands for them.
 *
 * @param table whether they have
 * @param types of columns whose type is not the one that their cells suggest
 * @param categories what stands for a category
 */
public record Typing(
        @Option(
                value =
                        "Whether columns keep their types: integers come back as integers, and columns of words are categories"
                                + " that come back as such. Without, every cell is a number, and no more.",
                defaultsTo = "false")
        boolean table,

        @Option(
                value =
                        "Types of columns, by name or number, where the cells suggest another: real, integer or category. Cells that"
                                + " are all integers suggest integer, other numbers real, words category.",
                defaultsTo = "{}")
        Map<String, Type> types,

        @Option(
                value =
                        "What stands for a category: one-hot (as many numbers as categories, one of them 1) or code (one number,"
                                + " spread evenly over [i, i + 1) for category i in alphabetical order).",
                defaultsTo = "one-hot")
        Categories categories) {
    /** Every cell a number. */
    static final Typing NONE = new Typing(false, Map.of(), Categories.ONE_HOT);

    /** What the cells of a column are. */
    public enum Type {
        REAL,
        INTEGER,
        CATEGORY
    }

    /** What stands for a category. */
    public enum Categories {
        ONE_HOT,
        CODE
    }

    public Typing {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }
}
