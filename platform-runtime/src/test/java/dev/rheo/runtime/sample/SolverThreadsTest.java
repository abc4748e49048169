package dev.rheo.runtime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.runtime.engine.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SolverThreadsTest {
    private static final int THREADS = 3;

    @Test
    void resultsComeInOrderAndFewAreWaiting() throws InterruptedException {
        AtomicInteger underway = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Long> taken = new ArrayList<>();
        try (SolverThreads threads = new SolverThreads(TorchEngine.start(), 1, THREADS)) {
            threads.inOrder(
                    200,
                    k -> {
                        most.accumulateAndGet(underway.incrementAndGet(), Math::max);
                        pause();
                        return k;
                    },
                    k -> {
                        underway.decrementAndGet();
                        taken.add(k);
                    });
        }
        assertThat(taken).hasSize(200).isSorted().startsWith(0L).endsWith(199L);
        assertThat(most.get()).isBetween(2, THREADS + 1);
    }

    private static void pause() {
        try {
            Thread.sleep(0, ThreadLocalRandom.current().nextInt(900_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTaskThatFailsEndsTheRest() {
        AtomicInteger begun = new AtomicInteger();
        try (SolverThreads threads = new SolverThreads(TorchEngine.start(), 1, THREADS)) {
            assertThatThrownBy(() -> threads.inOrder(
                            1_000_000,
                            k -> {
                                begun.incrementAndGet();
                                if (k == 5) {
                                    throw new SolveException("too steep");
                                }
                                return k;
                            },
                            k -> {}))
                    .isInstanceOf(SolveException.class)
                    .hasMessage("too steep");
            assertThat(begun.get()).isLessThanOrEqualTo(5 + THREADS + 2);
        }
    }

    @Test
    void afterTheEndNothingIsTaken() {
        SolverThreads threads = new SolverThreads(TorchEngine.start(), 1, THREADS);
        threads.close();
        assertThatThrownBy(() -> threads.call(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    }
}
