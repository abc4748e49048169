package dev.rheo.runtime.pairs;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Training rows by time point. Leg k of the flow runs from time point k − 1 to time point k, leg 0 from the source to the
 * first. Immutable.
 */
final class Marginals {
    private final Rows training;
    private final double[] times;
    private final int[][] rows;
    private final int[] legs;

    private Marginals(Rows training, double[] ofRow) {
        this.training = training;
        times = Arrays.stream(ofRow).sorted().distinct().toArray();
        legs = Arrays.stream(ofRow)
                .mapToInt(time -> Arrays.binarySearch(times, time))
                .toArray();
        rows = new int[times.length][];
        for (int leg = 0; leg < times.length; leg++) {
            int wanted = leg;
            rows[leg] = IntStream.range(0, legs.length)
                    .filter(row -> legs[row] == wanted)
                    .toArray();
        }
    }

    /** Of data with time points; null of ordinary data. */
    static @Nullable Marginals of(Rows training) {
        double[] times = training.times();
        return times == null ? null : new Marginals(training, times);
    }

    /** The leg that ends at each of these rows. */
    int[] legs(int[] numbers) {
        return Arrays.stream(numbers).map(row -> legs[row]).toArray();
    }

    /** Replaces the source samples of later legs by rows of the time point before, drawn with replacement. */
    void start(int[] numbers, Draws draws, float[] x0) {
        Points points = training.points();
        int d = points.dimension();
        for (int i = 0; i < numbers.length; i++) {
            int leg = legs[numbers[i]];
            if (leg > 0) {
                int[] before = rows[leg - 1];
                int chosen = before[draws.integer(i, 0, before.length)];
                System.arraycopy(points.values(), chosen * d, x0, i * d, d);
            }
        }
    }

    /** The flow time at which the leg to a time point begins. */
    double before(double time) {
        int leg = Arrays.binarySearch(times, time);
        return leg == 0 ? 0 : times[leg - 1];
    }
}
