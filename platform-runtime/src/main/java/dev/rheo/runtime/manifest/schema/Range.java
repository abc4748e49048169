package dev.rheo.runtime.manifest.schema;

import dev.rheo.api.component.Option;

/**
 * The bounds of a number, or of a list's size.
 *
 * @param min smallest value
 * @param max largest value
 * @param above whether {@code min} itself is excluded
 * @param below whether {@code max} itself is excluded
 */
public record Range(double min, double max, boolean above, boolean below) {
    /** No bounds. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false);

    static Range of(Option option) {
        return new Range(option.min(), option.max(), option.above(), option.below());
    }

    public boolean contains(double value) {
        return (above ? value > min : value >= min) && (below ? value < max : value <= max);
    }

    public boolean hasMin() {
        return min != Double.NEGATIVE_INFINITY;
    }

    public boolean hasMax() {
        return max != Double.POSITIVE_INFINITY;
    }

    boolean isEmpty() {
        return Double.isNaN(min) || Double.isNaN(max) || min > max || (min == max && (above || below));
    }

    /** The bounds in words, to follow "must be": {@code at least 0 and less than 1}; empty without bounds. */
    public String described() {
        String lower = hasMin() ? (above ? "greater than " : "at least ") + number(min) : "";
        String upper = hasMax() ? (below ? "less than " : "at most ") + number(max) : "";
        return lower.isEmpty() || upper.isEmpty() ? lower + upper : lower + " and " + upper;
    }

    /** The bounds as an interval: {@code [0, 1)}; empty without bounds. */
    public String interval() {
        if (!hasMin() && !hasMax()) {
            return "";
        }
        String lower = hasMin() ? (above ? "(" : "[") + number(min) : "(-inf";
        String upper = hasMax() ? number(max) + (below ? ")" : "]") : "inf)";
        return lower + ", " + upper;
    }

    private static String number(double value) {
        return Numbers.text(value);
    }
}
