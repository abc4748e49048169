package dev.rheo.runtime.data;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.runtime.store.DataFacts;
import java.util.Arrays;
import java.util.List;

/**
 * Original units to training units and back: {@code trained = (original − shift) / scale} for each feature.
 *
 * @param shift per feature
 * @param scale per feature, never 0
 */
public record Scaling(double[] shift, double[] scale) {
    /** Leaves everything as it is. */
    public static Scaling identity(int features) {
        double[] ones = new double[features];
        Arrays.fill(ones, 1);
        return new Scaling(new double[features], ones);
    }

    /** The scaling that {@code rows} (the training rows) ask for; a constant feature is only shifted. */
    public static Scaling of(Rows rows, Standardise standardise) {
        Points points = rows.points();
        return switch (standardise) {
            case NONE -> identity(points.dimension());
            case PER_FEATURE -> perFeature(points);
            case GLOBAL -> global(points);
            case RANGE -> range(points);
        };
    }

    /** The scaling that a model was trained with. */
    public static Scaling recorded(DataFacts facts) {
        int features = facts.shape().stream().reduce(1, Math::multiplyExact);
        return new Scaling(spread(facts.shift(), features), spread(facts.scale(), features));
    }

    /** As {@link DataFacts#shift}. */
    List<Double> shifts() {
        return gathered(shift);
    }

    /** As {@link DataFacts#scale}. */
    List<Double> scales() {
        return gathered(scale);
    }

    private static double[] spread(List<Double> numbers, int features) {
        double[] spread = new double[features];
        for (int k = 0; k < features; k++) {
            spread[k] = numbers.get(numbers.size() == 1 ? 0 : k);
        }
        return spread;
    }

    private static List<Double> gathered(double[] numbers) {
        boolean same = Arrays.stream(numbers).allMatch(number -> number == numbers[0]);
        return Arrays.stream(numbers).limit(same ? 1 : numbers.length).boxed().toList();
    }

    public Points toTraining(Points original) {
        return map(original, (value, k) -> (value - shift[k]) / scale[k]);
    }

    public Points toOriginal(Points trained) {
        return map(trained, (value, k) -> value * scale[k] + shift[k]);
    }

    private interface Change {
        double apply(double value, int feature);
    }

    private static Points map(Points points, Change change) {
        float[] in = points.values();
        float[] out = new float[in.length];
        int d = points.dimension();
        for (int i = 0; i < in.length; i++) {
            out[i] = (float) change.apply(in[i], i % d);
        }
        return new Points(out, points.count(), d);
    }

    private static Scaling perFeature(Points points) {
        int d = points.dimension();
        double[] mean = new double[d];
        double[] spread = new double[d];
        for (int k = 0; k < d; k++) {
            Moments moments = Moments.of(points, k, d);
            mean[k] = moments.mean;
            spread[k] = moments.deviation;
        }
        return new Scaling(mean, spread);
    }

    private static Scaling global(Points points) {
        Moments moments = Moments.of(points, 0, 1);
        return constant(points.dimension(), moments.mean, moments.deviation);
    }

    private static Scaling range(Points points) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : points.values()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return range(points.dimension(), low, high);
    }

    /** Of data that goes from {@code low} to {@code high}. */
    static Scaling range(int features, double low, double high) {
        return constant(features, (low + high) / 2, high > low ? (high - low) / 2 : 1);
    }

    /** The scale of a feature: its standard deviation, or 1 if it is constant but for rounding. */
    static double deviation(double measured, double mean) {
        return measured > 1e-12 * Math.max(1, Math.abs(mean)) ? measured : 1;
    }

    private static Scaling constant(int features, double shift, double scale) {
        double[] shifts = new double[features];
        double[] scales = new double[features];
        Arrays.fill(shifts, shift);
        Arrays.fill(scales, scale);
        return new Scaling(shifts, scales);
    }

    /** Mean and standard deviation of every {@code stride}-th number; deviation 1 for a constant. */
    private record Moments(double mean, double deviation) {
        static Moments of(Points points, int first, int stride) {
            float[] values = points.values();
            double sum = 0;
            int n = 0;
            for (int i = first; i < values.length; i += stride, n++) {
                sum += values[i];
            }
            double mean = sum / n;
            double squares = 0;
            for (int i = first; i < values.length; i += stride) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
            return new Moments(mean, Scaling.deviation(Math.sqrt(squares / n), mean));
        }
    }
}
