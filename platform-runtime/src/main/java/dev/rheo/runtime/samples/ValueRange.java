package dev.rheo.runtime.samples;

/** The values that pictures go from and to where nothing is known of them: those that are there. */
record ValueRange(double low, double high) {
    static ValueRange of(float[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new ValueRange(low, high > low ? high : low + 1);
    }
}
