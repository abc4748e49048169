package dev.rheo.api.data;

import java.util.List;

/**
 * A column of a table, and how a cell of it lies in the numbers of a sample.
 *
 * @param name as in the table
 * @param kind what its cells are
 * @param categories of a column that has them, in the order of their codes; else empty
 */
public record Column(String name, Kind kind, List<String> categories) {
    /** What cells are, and the numbers that stand for them. */
    public enum Kind {
        /** Any number, as it is. */
        REAL,
        /** An integer, as it is. */
        INTEGER,
        /** A category: a number for each one there is, 1 for its own and 0 for the others. */
        ONE_HOT,
        /** A category: its code i as a number spread evenly over [i, i + 1). */
        CODE
    }

    /** @throws IllegalArgumentException if categories are missing, or given where there are none */
    public Column {
        categories = List.copyOf(categories);
        boolean needed = kind == Kind.ONE_HOT || kind == Kind.CODE;
        if (needed == categories.isEmpty()) {
            throw new IllegalArgumentException("column " + name + " is " + kind + " with categories " + categories);
        }
    }

    /** A column of numbers. */
    public static Column real(String name) {
        return new Column(name, Kind.REAL, List.of());
    }

    /** Numbers that a cell takes. */
    public int width() {
        return kind == Kind.ONE_HOT ? categories.size() : 1;
    }

    public boolean categorical() {
        return kind == Kind.ONE_HOT || kind == Kind.CODE;
    }

    /**
     * Which category the numbers from {@code at} mean: the largest of one-hot numbers, the first of equals; the code below a
     * number, and the nearest where there is none.
     */
    public int category(float[] values, int at) {
        if (kind == Kind.CODE) {
            return (int) Math.min(Math.max(values[at], 0), categories.size() - 1);
        }
        int largest = 0;
        for (int i = 1; i < categories.size(); i++) {
            if (values[at + i] > values[at + largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** The cell that the numbers from {@code at} mean. Numbers are written so that the same float32 is read back. */
    public String cell(float[] values, int at) {
        return switch (kind) {
            case REAL -> Float.toString(values[at]);
            case INTEGER ->
                Float.isFinite(values[at]) ? Long.toString((long) Math.rint(values[at])) : Float.toString(values[at]);
            case ONE_HOT, CODE -> categories.get(category(values, at));
        };
    }

    /** Moves the numbers from {@code at} to the nearest that a table has: what an output of a model means. */
    void settle(float[] values, int at) {
        switch (kind) {
            case REAL -> {}
            case INTEGER -> values[at] = (float) Math.rint(values[at]);
            case CODE -> values[at] = Math.min(Math.max(values[at], 0), Math.nextDown((float) categories.size()));
            case ONE_HOT -> {
                int category = category(values, at);
                for (int i = 0; i < categories.size(); i++) {
                    values[at + i] = i == category ? 1 : 0;
                }
            }
        }
    }
}
