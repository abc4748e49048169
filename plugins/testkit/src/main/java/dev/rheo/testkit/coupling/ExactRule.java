package dev.rheo.testkit.coupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.stream.IntStream;

/** C2: against sorted matching in one dimension, brute force up to seven rows, and random permutations. */
final class ExactRule {
    private ExactRule() {}

    static void examine(CouplingSubject subject) {
        for (int n : new int[] {1, 2, 7, 64}) {
            float[] source = Batches.normalGrid(n, 0, 1, n);
            float[] data = Batches.normalGrid(n, -2, 3, n + 1);
            Pairing pairs = Batches.draw(subject.coupling(), Batches.of(source, data, 1), n);
            assertOnly(pairs, sortedMatching(source, data), "sorted matching of " + n + " numbers");
        }
        for (int n = 1; n <= 7; n++) {
            CouplingBatch batch = Batches.random(n, 3, n);
            assertOnly(Batches.draw(subject.coupling(), batch, n), cheapest(batch), "brute force, n " + n);
        }
        againstPermutations(subject);
    }

    /** Pairs drawn with replacement repeat some pairs of the optimal permutation; none may be another pair. */
    private static void assertOnly(Pairing pairs, int[] columnOf, String oracle) {
        for (int k = 0; k < pairs.size(); k++) {
            int row = pairs.source()[k];
            assertThat(pairs.target()[k])
                    .as("datum of source row %d, by %s", row, oracle)
                    .isEqualTo(columnOf[row]);
        }
    }

    private static int[] sortedMatching(float[] source, float[] data) {
        int[] columnOf = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            int rank = 0;
            for (float other : source) {
                rank += other < source[i] ? 1 : 0;
            }
            float[] sorted = data.clone();
            Arrays.sort(sorted);
            int j = 0;
            while (data[j] != sorted[rank]) {
                j++;
            }
            columnOf[i] = j;
        }
        return columnOf;
    }

    private static int[] cheapest(CouplingBatch batch) {
        int n = batch.target().count();
        int[] best = IntStream.range(0, n).toArray();
        permute(batch, best.clone(), 0, best);
        return best;
    }

    /** Tries all orders of the columns from {@code depth} on. */
    private static void permute(CouplingBatch batch, int[] columns, int depth, int[] best) {
        int[] rows = IntStream.range(0, columns.length).toArray();
        if (depth == columns.length) {
            if (Batches.meanCost(batch, rows, columns) < Batches.meanCost(batch, rows, best)) {
                System.arraycopy(columns, 0, best, 0, best.length);
            }
            return;
        }
        for (int k = depth; k < columns.length; k++) {
            swap(columns, depth, k);
            permute(batch, columns, depth + 1, best);
            swap(columns, depth, k);
        }
    }

    private static void swap(int[] values, int i, int j) {
        int kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }

    private static void againstPermutations(CouplingSubject subject) {
        int n = 64;
        CouplingBatch batch = Batches.random(n, 5, 3);
        double cost = Batches.meanCost(subject.coupling(), batch, 50);
        int[] rows = IntStream.range(0, n).toArray();
        assertThat(cost)
                .as("mean cost against the identity's")
                .isLessThanOrEqualTo(Batches.meanCost(batch, rows, rows));
        for (int draw = 0; draw < 100; draw++) {
            int[] random = new RandomStreams(4).at("permutation", draw).permutation(n);
            assertThat(cost)
                    .as("mean cost against a random permutation's")
                    .isLessThanOrEqualTo(Batches.meanCost(batch, rows, random));
        }
    }
}
