package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private static final int ROWS = 10;
    private static final int BATCH = 4;

    @Test
    void everyRowComesOnceAnEpoch() {
        int[] walk = walk(new Epochs(new RandomStreams(1), ROWS), 25);
        for (int epoch = 0; epoch < 10; epoch++) {
            int[] rows = Arrays.copyOfRange(walk, epoch * ROWS, (epoch + 1) * ROWS);
            assertThat(rows).containsExactlyInAnyOrder(IntStream.range(0, ROWS).toArray());
        }
    }

    @Test
    void aBatchReachesIntoTheNextEpoch() {
        int[] walk = walk(new Epochs(new RandomStreams(1), ROWS), 5);
        int[] third = new int[BATCH];
        new Epochs(new RandomStreams(1), ROWS).rows(2, third);
        assertThat(third).containsExactly(walk[8], walk[9], walk[10], walk[11]);
    }

    @Test
    void epochsDifferInOrder() {
        int[] walk = walk(new Epochs(new RandomStreams(1), ROWS), 5);
        assertThat(Arrays.copyOfRange(walk, 0, ROWS)).isNotEqualTo(Arrays.copyOfRange(walk, ROWS, 2 * ROWS));
    }

    @Test
    void askingOutOfOrderGivesTheSameRows() {
        int[] walk = walk(new Epochs(new RandomStreams(1), ROWS), 25);
        Epochs shuffled = new Epochs(new RandomStreams(1), ROWS);
        for (int step : new int[] {24, 0, 7, 7, 2, 23, 1}) {
            int[] rows = new int[BATCH];
            shuffled.rows(step, rows);
            assertThat(rows).isEqualTo(Arrays.copyOfRange(walk, step * BATCH, (step + 1) * BATCH));
        }
    }

    @Test
    void farStepsDoNotOverflow() {
        int[] rows = new int[BATCH];
        new Epochs(new RandomStreams(1), ROWS).rows(3_000_000_000L, rows);
        assertThat(rows).doesNotHaveDuplicates();
    }

    private static int[] walk(Epochs epochs, int steps) {
        int[] all = new int[steps * BATCH];
        int[] rows = new int[BATCH];
        for (int step = 0; step < steps; step++) {
            epochs.rows(step, rows);
            System.arraycopy(rows, 0, all, step * BATCH, BATCH);
        }
        return all;
    }
}
