package dev.rheo.testkit.objective;

import dev.rheo.api.data.Points;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.objective.Combination.Laws;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Coupled Gaussian pairs, and what an objective makes of them. */
final class Minibatch {
    static final int DIMENSION = 2;
    static final int CLASSES = 3;

    private final TrainingPairs pairs;
    private final Map<String, double[]> written = new LinkedHashMap<>();

    private Minibatch(TrainingPairs pairs) {
        this.pairs = pairs;
    }

    /** Pairs of the path's {@link Laws}, times spread evenly over the middle nine tenths of its domain. */
    static TrainingPairs pairs(GaussianPath path, int n, boolean weighted, boolean labelled) {
        RandomStreams random = new RandomStreams(20260303);
        Laws laws = Laws.of(path);
        double[] t = new double[n];
        double[] weights = new double[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double place = (i + random.at("time", 0).uniform(i, 0)) / n;
            t[i] = path.domain().from() + (0.05 + 0.9 * place) * path.domain().length();
            weights[i] = 0.5 + random.at("weight", 0).uniform(i, 0);
            labels[i] = random.at("label", 0).integer(i, 0, CLASSES);
        }
        return new TrainingPairs(
                normal(random, "source", n, laws.meanOfSource(), laws.varianceOfSource()),
                normal(random, "data", n, laws.meanOfData(), laws.varianceOfData()),
                labelled ? labels : null,
                t,
                weighted ? weights : null,
                random.at("noise", 0));
    }

    private static Points normal(RandomStreams random, String purpose, int n, double mean, double variance) {
        float[] values = new float[n * DIMENSION];
        random.at(purpose, 0).gaussians(0, n, DIMENSION, values, 0);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (mean + Math.sqrt(variance) * values[k]);
        }
        return new Points(values, n, DIMENSION);
    }

    /** Runs fill(); every input may be written once only. */
    static Minibatch of(ObjectiveSubject subject, TrainingPairs pairs) {
        return of(subject.objective(), pairs);
    }

    /** As {@link #of(ObjectiveSubject, TrainingPairs)}. */
    static Minibatch of(Objective objective, TrainingPairs pairs) {
        Minibatch minibatch = new Minibatch(pairs);
        objective.fill(pairs, new MinibatchWriter() {
            @Override
            public void floats(String input, float[] values) {
                double[] copy = new double[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = values[i];
                }
                minibatch.put(input, copy);
            }

            @Override
            public void integers(String input, int[] values) {
                double[] copy = new double[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = values[i];
                }
                minibatch.put(input, copy);
            }
        });
        return minibatch;
    }

    private void put(String input, double[] values) {
        if (written.putIfAbsent(input, values) != null) {
            throw new AssertionError("input " + input + " is written twice");
        }
    }

    TrainingPairs pairs() {
        return pairs;
    }

    /** Everything that was written. */
    Map<String, double[]> written() {
        return written;
    }

    double[] get(String input) {
        return Objects.requireNonNull(written.get(input), () -> "input " + input + " is not written");
    }

    /** The factor of a row on the loss, 1 where none is written. */
    double weight(int row) {
        double[] weights = written.get("weight");
        return weights == null ? 1 : weights[row];
    }
}
