package dev.rheo.runtime.report;

import java.util.Arrays;

/** A non-empty interval of an axis. */
record Range(double low, double high) {
    Range {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("no range: [" + low + ", " + high + "]");
        }
    }

    /** Around finite values, leaving out the fraction {@code tail} at either end; [-1, 1] if there are none. */
    static Range of(float[] values, double tail) {
        float[] sorted = new float[values.length];
        int length = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sorted[length++] = value;
            }
        }
        if (length == 0) {
            return new Range(-1, 1);
        }
        Arrays.sort(sorted, 0, length);
        int skip = (int) (tail * length);
        return spanning(sorted[skip], sorted[length - 1 - skip]);
    }

    /** From {@code low} to {@code high}, widened where they are (almost) one. */
    static Range spanning(double low, double high) {
        double least = Math.max(1e-6, 1e-4 * Math.max(Math.abs(low), Math.abs(high)));
        return high - low < least ? new Range(low - 500 * least, high + 500 * least) : new Range(low, high);
    }

    double width() {
        return high - low;
    }

    double middle() {
        return low + width() / 2;
    }

    Range union(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** Wider by {@code fraction} of its width on either side. */
    Range padded(double fraction) {
        return new Range(low - fraction * width(), high + fraction * width());
    }

    /** Of at least this width about the same middle. */
    Range atLeast(double width) {
        return width() >= width ? this : new Range(middle() - width / 2, middle() + width / 2);
    }

    boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** 0 at {@code low}, 1 at {@code high}. */
    double fraction(double value) {
        return (value - low) / width();
    }
}
