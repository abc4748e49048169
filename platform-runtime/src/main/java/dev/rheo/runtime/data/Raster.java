package dev.rheo.runtime.data;

import dev.rheo.api.data.Points;
import java.util.List;

/**
 * The values that quantised data can have: low, low + step, … high. Training with {@code dequantise} spreads a value over the
 * step above it; samples go back down to it.
 *
 * @param step 0 for data whose samples stay as they are
 */
record Raster(double step, double low, double high) {
    /** Parts of a step that float32 may lose. */
    private static final double ROUNDING = 1e-4;

    static final Raster NONE = new Raster(0, 0, 0);

    /** Of data with this step; smallest and largest value are those of the rows. */
    static Raster of(Points rows, double step) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : rows.values()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Raster(step, low, high);
    }

    /** As {@link dev.rheo.runtime.store.DataFacts#raster}. */
    static Raster recorded(List<Double> numbers) {
        return numbers.isEmpty() ? NONE : new Raster(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    List<Double> numbers() {
        return step > 0 ? List.of(step, low, high) : List.of();
    }

    /** Values in the middle of the steps above them. */
    Points middle(Points values) {
        if (!(step > 0)) {
            return values;
        }
        float[] middle = values.values().clone();
        for (int i = 0; i < middle.length; i++) {
            middle[i] += (float) (step / 2);
        }
        return new Points(middle, values.count(), values.dimension());
    }

    Points settle(Points samples) {
        if (!(step > 0)) {
            return samples;
        }
        float[] values = samples.values().clone();
        for (int i = 0; i < values.length; i++) {
            double value = low + step * Math.floor((values[i] - low) / step + ROUNDING);
            values[i] = (float) Math.min(Math.max(value, low), high);
        }
        return new Points(values, samples.count(), samples.dimension());
    }
}
