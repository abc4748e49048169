package dev.rheo.runtime.manifest.schema;

import java.util.Locale;

/** Doubles as a manifest writes them. */
public final class Numbers {
    private static final double EXACT = 1e15;

    private Numbers() {}

    /** The shortest text that reads back to the same double: {@code 1}, {@code 0.25}, {@code 1e-4}. */
    public static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT && !isNegativeZero(value)) {
            return String.valueOf((long) value);
        }
        return Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }
}
