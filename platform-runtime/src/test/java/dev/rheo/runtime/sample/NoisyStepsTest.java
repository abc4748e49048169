package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.Field;
import dev.rheo.runtime.sample.Methods.EulerMaruyama;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoisyStepsTest {
    private static final Field PULL = (x, t) -> x.neg();
    private static final double[] STARTS = {0.5, -1, 2, 0, 0.25, 3};

    @Test
    void noiseBelongsToTheSampleHoweverTheBatchIsSplit() {
        EulerMaruyama solver = new EulerMaruyama(7);
        double[] together = new Solving().solve(solver, PULL, STARTS).x();
        double[] first =
                new Solving().solve(solver, PULL, Arrays.copyOf(STARTS, 4)).x();
        double[] last = new Solving()
                .firstRow(4)
                .solve(solver, PULL, Arrays.copyOfRange(STARTS, 4, 6))
                .x();
        assertThat(first).containsExactly(Arrays.copyOf(together, 4));
        assertThat(last).containsExactly(Arrays.copyOfRange(together, 4, 6));
    }

    @Test
    void anotherRowOrStepHasOtherNoise() {
        double[] same = new double[50];
        double[] end = new Solving().solve(new EulerMaruyama(1), PULL, same).x();
        double[] shifted = new Solving()
                .firstRow(1)
                .solve(new EulerMaruyama(1), PULL, same)
                .x();
        assertThat(Arrays.stream(end).distinct().count()).isEqualTo(50);
        assertThat(Arrays.copyOf(shifted, 49)).containsExactly(Arrays.copyOfRange(end, 1, 50));
        // Without drift two half steps of equal noise would be √2 times one.
        Field none = (x, t) -> x.zerosLike();
        double[] once = new Solving().solve(new EulerMaruyama(1), none, same).x();
        double[] twice = new Solving().solve(new EulerMaruyama(2), none, same).x();
        assertThat(twice[0]).isNotCloseTo(Math.sqrt(2) * once[0], within(1e-3));
    }

    /** v ← (1 − h)² v + 2 h per step, n = 20 000, four standard errors: false alarms 1e-4, with fixed draws none. */
    @Test
    void theVarianceOfAnOrnsteinUhlenbeckProcessFollowsItsRecursion() {
        int n = 20_000;
        int steps = 20;
        double h = 1.0 / steps;
        double expected = 0;
        for (int i = 0; i < steps; i++) {
            expected = (1 - h) * (1 - h) * expected + 2 * h;
        }
        double[] end = new Solving()
                .solve(new EulerMaruyama(steps), PULL, new double[n])
                .x();
        double mean = Arrays.stream(end).average().orElseThrow();
        double square = Arrays.stream(end).map(x -> x * x).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(expected / n)));
        assertThat(square).isCloseTo(expected, within(4 * expected * Math.sqrt(2.0 / n)));
    }

    @Test
    void theStateKeepsItsPrecision() {
        double[] end = new Solving().solve(new EulerMaruyama(3), PULL, 1.0 / 3).x();
        assertThat(end[0]).isNotEqualTo((double) (float) end[0]);
    }
}
