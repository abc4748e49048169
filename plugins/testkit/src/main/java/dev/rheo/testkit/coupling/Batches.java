package dev.rheo.testkit.coupling;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.Normal;
import dev.rheo.api.random.RandomStreams;
import org.jspecify.annotations.Nullable;

/** The batches that the rules couple, and what the rules ask about pairs. */
final class Batches {
    private Batches() {}

    /** Standard normal source, data of another mean and scale, all of label 0; numbers are multiples of 1/64 below 8. */
    static CouplingBatch random(int n, int dimension, long seed) {
        Draws draws = new RandomStreams(seed).at("coupling batch", 0);
        float[] source = new float[n * dimension];
        float[] target = new float[n * dimension];
        for (int k = 0; k < source.length; k++) {
            source[k] = rounded(draws.gaussian(k, 0));
            target[k] = rounded(1 + 1.5 * draws.gaussian(k, 1));
        }
        return of(source, target, dimension);
    }

    /** So coarse that squared distances and shifts are exact in single precision. */
    private static float rounded(double value) {
        return Math.round(64 * Math.max(-7.5, Math.min(7.5, value))) / 64f;
    }

    static CouplingBatch of(float[] source, float[] target, int dimension) {
        int n = source.length / dimension;
        int m = target.length / dimension;
        return new CouplingBatch(new Points(source, n, dimension), new Points(target, m, dimension), new int[m]);
    }

    static CouplingBatch withLabels(CouplingBatch batch, int @Nullable [] labels) {
        return new CouplingBatch(batch.source(), batch.target(), labels);
    }

    /** A label 0 … classes − 1 for each of n data. */
    static int[] labels(int n, int classes, long seed) {
        Draws draws = new RandomStreams(seed).at("coupling labels", 0);
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = draws.integer(i, 0, classes);
        }
        return labels;
    }

    /** The n mid-quantiles of N(mean, deviation²), in an order fixed by the seed. */
    static float[] normalGrid(int n, double mean, double deviation, long seed) {
        int[] order = new RandomStreams(seed).at("coupling order", 0).permutation(n);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[order[i]] = (float) (mean + deviation * Normal.quantile((i + 0.5) / n));
        }
        return values;
    }

    /** Draw number {@code draw} of a coupling's pairs; the same number gives the same draw. */
    static Pairing draw(Coupling coupling, CouplingBatch batch, long draw) {
        return coupling.pair(
                batch, new RandomStreams(20).at("coupling rules", draw).generator(0));
    }

    static double cost(CouplingBatch batch, int i, int j) {
        double sum = 0;
        for (int k = 0; k < batch.source().dimension(); k++) {
            double difference = batch.source().at(i, k) - batch.target().at(j, k);
            sum += difference * difference;
        }
        return sum;
    }

    static double meanCost(CouplingBatch batch, int[] source, int[] target) {
        double sum = 0;
        for (int k = 0; k < source.length; k++) {
            sum += cost(batch, source[k], target[k]);
        }
        return sum / source.length;
    }

    /**
     * The cost that the pairs of {@code draws} draws have on average, each source row weighted alike: how often a row
     * happened to be drawn does not matter.
     */
    static double meanCost(Coupling coupling, CouplingBatch batch, int draws) {
        int n = batch.source().count();
        int m = batch.target().count();
        double[] counts = frequencies(coupling, batch, draws);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double row = 0;
            double drawn = 0;
            for (int j = 0; j < m; j++) {
                row += counts[i * m + j] * cost(batch, i, j);
                drawn += counts[i * m + j];
            }
            sum += drawn == 0 ? 0 : row / drawn / n;
        }
        return sum;
    }

    /** How often each pair occurs in {@code draws} draws, row-major. */
    static double[] frequencies(Coupling coupling, CouplingBatch batch, int draws) {
        int m = batch.target().count();
        double[] counts = new double[batch.source().count() * m];
        for (int draw = 0; draw < draws; draw++) {
            Pairing pairs = draw(coupling, batch, draw);
            for (int k = 0; k < pairs.size(); k++) {
                counts[pairs.source()[k] * m + pairs.target()[k]]++;
            }
        }
        return counts;
    }
}
