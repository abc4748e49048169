package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.MetricException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Equally many samples, real rows, and — where there is enough data — other real rows to set the floor with.
 *
 * @param samples generated
 * @param reference real rows to compare with
 * @param floor real rows disjoint from {@code reference}
 */
record Comparison(Points samples, Points reference, Optional<Points> floor) {
    private static final float LARGEST = 1e15f;

    /** A number that compares two sets of points of equal size. */
    @FunctionalInterface
    interface Distance {
        double between(Points x, Points y);
    }

    /** At most {@code most} rows of each, and no more than half of the real data, so that there is a floor. */
    static Comparison of(Evaluation evaluation, int most) {
        return of(evaluation, most, Rows::points);
    }

    /** @param read what is compared of the rows, one point for each */
    static Comparison of(Evaluation evaluation, int most, Function<Rows, Points> read) {
        int real = evaluation.heldOut().points().count()
                + evaluation.training().points().count();
        int n = Math.min(most, evaluation.samples().points().count());
        n = real < 2 * n ? Math.max(1, real / 2) : n;
        Points reference = read.apply(evaluation.reference(n));
        n = Math.min(n, reference.count());
        if (n < 2) {
            throw new MetricException(
                    "needs at least two samples and two rows of real data; raise sample.count or" + " give more data");
        }
        int size = n;
        Optional<Points> floor = evaluation
                .floorSample(n)
                .map(read)
                .filter(points -> points.count() >= size)
                .map(points -> points.slice(0, size));
        return new Comparison(usable(read.apply(evaluation.samples())).slice(0, n), reference.slice(0, n), floor);
    }

    /** The same points, if distances between them can be computed. */
    static Points usable(Points samples) {
        for (float value : samples.values()) {
            if (!(Math.abs(value) <= LARGEST)) {
                throw new MetricException("a sample has the value " + value
                        + ": the model or the solver diverged; look at" + " the loss, or use more solver steps");
            }
        }
        return samples;
    }

    List<Measurement> measure(String name, Distance distance, Map<String, Double> details, String meaning) {
        double value = distance.between(samples, reference);
        double least = floor.map(points -> distance.between(points, reference)).orElse(Double.NaN);
        Map<String, Double> all = new HashMap<>(details);
        all.put("samples", (double) samples.count());
        return List.of(new Measurement(name, value, least, Measurement.Better.LOWER, all, meaning));
    }
}
