package dev.rheo.api.time;

/** A range of flow times, 0 ≤ from &lt; to ≤ 1. */
public record Interval(double from, double to) {
    /** All of [0, 1]. */
    public static final Interval UNIT = new Interval(0, 1);

    public Interval {
        if (!(0 <= from && from < to && to <= 1)) {
            throw new IllegalArgumentException("not an interval of flow times: " + from + " … " + to);
        }
    }

    /** The interval between two different times, in whichever order. */
    public static Interval between(double one, double other) {
        return new Interval(Math.min(one, other), Math.max(one, other));
    }

    public double clip(double t) {
        return Math.min(to, Math.max(from, t));
    }

    public double middle() {
        return from + (to - from) / 2;
    }

    public double length() {
        return to - from;
    }
}
