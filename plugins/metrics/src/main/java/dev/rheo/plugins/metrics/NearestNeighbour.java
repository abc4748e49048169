package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Whether samples are copies: the median distance of samples to their nearest training row, divided by that of held-out
 * rows. About 1 if samples are as new as unseen data, near 0 if they are training data, above 1 if they lie off the data.
 */
@RheoComponent(
        name = "nearest-neighbour",
        summary = "Distance of samples to the nearest training row against that of held-out rows.")
public final class NearestNeighbour implements Metric {
    /** What {@code nearest-neighbour} may be told. */
    public record Config(
            @Option(value = "Most samples to look at.", defaultsTo = "2000", min = 1)
            int samples) implements ComponentConfig {}

    private final Config config;

    @Inject
    public NearestNeighbour(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Points training = evaluation.training().points();
        Points samples = Comparison.usable(evaluation.samples().points());
        Points heldOut = evaluation.heldOut().points();
        if (heldOut.count() == 0) {
            throw new MetricException("needs held-out data to compare with; set data.heldOut above 0");
        }
        if (training.count() == 0 || samples.count() == 0) {
            throw new MetricException("needs samples and training data");
        }
        double[] ofSamples = distances(samples, training);
        double[] ofHeldOut = distances(heldOut, training);
        double usual = median(ofHeldOut);
        if (!(usual > 0)) {
            throw new MetricException("half of the held-out rows are copies of training rows, so copying samples cannot"
                    + " be told from real data; remove duplicate rows");
        }
        Map<String, Double> details = Map.of(
                "sample-mean", mean(ofSamples),
                "sample-median", median(ofSamples),
                "held-out-mean", mean(ofHeldOut),
                "held-out-median", usual,
                "nearer-than-any-held-out", fractionBelow(ofHeldOut[0], ofSamples),
                "samples", (double) ofSamples.length);
        return List.of(new Measurement(
                "nearest-neighbour",
                median(ofSamples) / usual,
                1,
                Better.NEITHER,
                details,
                "median distance to the nearest training row, relative to held-out rows: 1 is as new as unseen data,"
                        + " near 0 is copied"));
    }

    /** Sorted. */
    private double[] distances(Points points, Points training) {
        Points some = points.slice(0, Math.min(config.samples(), points.count()));
        double[] distances = PairSums.nearest(some, training);
        Arrays.setAll(distances, i -> Math.sqrt(distances[i]));
        Arrays.sort(distances);
        return distances;
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double fractionBelow(double bound, double[] values) {
        return (double) Arrays.stream(values).filter(value -> value < bound).count() / values.length;
    }
}
