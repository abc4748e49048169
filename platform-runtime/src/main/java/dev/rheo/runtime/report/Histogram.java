package dev.rheo.runtime.report;

/** Relative frequencies per unit of length over equal bins; they integrate to one unless no value lies in the range. */
record Histogram(Range range, double[] density) {
    /** Values outside the range are left out. */
    static Histogram of(float[] values, Range range, int bins) {
        double[] density = new double[bins];
        int inside = 0;
        for (float value : values) {
            if (range.contains(value)) {
                density[Math.min(bins - 1, (int) (range.fraction(value) * bins))]++;
                inside++;
            }
        }
        for (int bin = 0; bin < bins && inside > 0; bin++) {
            density[bin] *= bins / (inside * range.width());
        }
        return new Histogram(range, density);
    }

    int bins() {
        return density.length;
    }

    double peak() {
        double peak = 0;
        for (double value : density) {
            peak = Math.max(peak, value);
        }
        return peak;
    }
}
