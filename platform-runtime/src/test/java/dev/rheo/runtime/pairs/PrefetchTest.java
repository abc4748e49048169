package dev.rheo.runtime.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.runtime.toy.ToyPairs.Shuffle.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class PrefetchTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "2, 1", "2, 2", "3, 3", "4, 2", "5, 1", "5, 3", "8, 3", "32, 2"})
    void handsOutEveryStepInOrderWhateverRingAndWorkers(int slots, int workers) throws InterruptedException {
        PairMaker maker = Makers.sound();
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(slots), maker, workers, 7, 107)) {
            for (long step = 7; step < 107; step++) {
                assertThat(prefetch.take(step).text()).isEqualTo(alone(maker, step));
                prefetch.release();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "5, 3", "32, 2", "32, 4"})
    void plansForSeveralMinibatchesAreTheSameWhateverRingAndWorkers(int slots, int workers)
            throws InterruptedException {
        PairMaker maker = Makers.of(Makers.atOnce(Makers.coupling(Fault.NONE, -1), 5));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(slots), maker, workers, 7, 107)) {
            for (long step = 7; step < 107; step++) {
                PairMaker fresh = Makers.of(Makers.atOnce(Makers.coupling(Fault.NONE, -1), 5));
                assertThat(prefetch.take(step).text()).isEqualTo(alone(fresh, step));
                prefetch.release();
            }
        }
    }

    @Test
    void plansForSeveralMinibatchesAreMadeByAllWorkers() throws InterruptedException {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger plans = new AtomicInteger();
        Coupling sound = Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of(Makers.atOnce(
                (batch, random) -> {
                    threads.add(Thread.currentThread().getName());
                    plans.incrementAndGet();
                    LockSupport.parkNanos(5_000_000);
                    return sound.pair(batch, random);
                },
                4));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(8), maker, 3, 0, 80)) {
            for (long step = 0; step < 80; step++) {
                prefetch.take(step);
                prefetch.release();
            }
        }
        assertThat(threads).hasSize(3);
        assertThat(plans).hasValue(20);
    }

    @Test
    void aFailureOfAPlanComesAtItsFirstMinibatch() throws InterruptedException {
        PairMaker maker = Makers.of(Makers.atOnce(Makers.coupling(Fault.EXCEPTION, 8), 4));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(8), maker, 3, 0, 100)) {
            for (long step = 0; step < 8; step++) {
                prefetch.take(step);
                prefetch.release();
            }
            assertThatThrownBy(() -> prefetch.take(8))
                    .isInstanceOf(PairException.class)
                    .cause()
                    .hasMessage("coupling 'shuffle' failed at minibatch 9: IllegalStateException: no plan");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 2", "8, 3"})
    void aFailureComesAtItsOwnStep(int slots, int workers) throws InterruptedException {
        PairMaker maker = Makers.of(Makers.coupling(Fault.EXCEPTION, 23));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(slots), maker, workers, 0, 100)) {
            for (long step = 0; step < 23; step++) {
                prefetch.take(step);
                prefetch.release();
            }
            assertThatThrownBy(() -> prefetch.take(23))
                    .isInstanceOf(PairException.class)
                    .cause()
                    .hasMessage("coupling 'shuffle' failed at minibatch 24: IllegalStateException: no plan");
        }
    }

    @Test
    void anErrorReachesTheConsumerToo() {
        PairMaker maker = Makers.of(Makers.coupling(Fault.ERROR, 0));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(4), maker, 1, 0, 10)) {
            assertThatThrownBy(() -> prefetch.take(0)).cause().hasMessageContaining("AssertionError: impossible");
        }
    }

    @Test
    void aCouplingsOwnWordsReachTheConsumerAsSuch() {
        PairMaker maker = Makers.of(Makers.coupling(Fault.COUPLING_EXCEPTION, 0));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(4), maker, 1, 0, 10)) {
            assertThatThrownBy(() -> prefetch.take(0)).hasCauseInstanceOf(CouplingException.class);
        }
    }

    @Test
    void everyWorkerMayFail() {
        PairMaker maker = Makers.of(Makers.coupling(Fault.EXCEPTION, -1));
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(4), maker, 3, 0, 10)) {
            assertThatThrownBy(() -> prefetch.take(0)).isInstanceOf(PairException.class);
        }
    }

    @Test
    void aPluginThatInterruptsItsThreadStopsNothing() throws InterruptedException {
        Coupling sound = Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of((batch, random) -> {
            Thread.currentThread().interrupt();
            return sound.pair(batch, random);
        });
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(2), maker, 1, 0, 50)) {
            for (long step = 0; step < 50; step++) {
                prefetch.take(step);
                prefetch.release();
            }
        }
    }

    @Test
    void closingEndsWorkersThatWaitForASlot() throws InterruptedException {
        Prefetch<Minibatch> prefetch = new Prefetch<>(ring(2), Makers.sound(), 3, 0, 1000);
        prefetch.take(0);
        assertThat(workers()).isNotEmpty();
        prefetch.close();
        assertThat(workers()).isEmpty();
    }

    @Test
    void closingEndsWorkersThatWaitInAPlugin() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        PairMaker maker = Makers.of((batch, random) -> {
            inside.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new AssertionError();
        });
        Prefetch<Minibatch> prefetch = new Prefetch<>(ring(2), maker, 1, 0, 1000);
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        prefetch.close();
        assertThat(workers()).isEmpty();
    }

    @Test
    void workersKeepAtMostTheRingAhead() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        Coupling sound = Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of((batch, random) -> {
            made.incrementAndGet();
            return sound.pair(batch, random);
        });
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(5), maker, 2, 0, 1000)) {
            for (long step = 0; step < 20; step++) {
                prefetch.take(step);
                assertThat(made.get()).isLessThanOrEqualTo((int) step + 5);
                prefetch.release();
            }
        }
    }

    @Test
    void oneWorkerIsEnoughWhileTheConsumerNeverWaits() throws InterruptedException {
        Set<String> makers = ConcurrentHashMap.newKeySet();
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(4), notingIts(makers, 0), 3, 0, 3)) {
            while (workers().size() == 3) {
                Thread.sleep(1); // the first worker ends when everything is made
            }
            for (long step = 0; step < 3; step++) {
                prefetch.take(step);
                prefetch.release();
            }
        }
        assertThat(makers).containsExactly("rheo-prefetch-0");
    }

    @Test
    void theOthersHelpAfterTheConsumerHadToWait() throws InterruptedException {
        Set<String> makers = ConcurrentHashMap.newKeySet();
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(8), notingIts(makers, 2), 3, 0, 60)) {
            for (long step = 0; step < 60; step++) {
                prefetch.take(step);
                prefetch.release();
            }
        }
        assertThat(makers).containsExactlyInAnyOrder("rheo-prefetch-0", "rheo-prefetch-1", "rheo-prefetch-2");
    }

    @Test
    void minibatchesAreTheSameWhoeverMakesThem() throws InterruptedException {
        Set<String> makers = ConcurrentHashMap.newKeySet();
        PairMaker alone = Makers.sound();
        consume(notingIts(makers, 0), 20_000, (step, made) -> {
            if (step % 10 == 0) {
                assertThat(made.text()).isEqualTo(alone(alone, step));
            }
        });
        assertThat(makers).containsExactlyInAnyOrder("rheo-prefetch-0", "helper");
    }

    @Test
    void minibatchesThatTakeLongerThanAMomentAreLeftToTheWorkers() throws InterruptedException {
        Set<String> makers = ConcurrentHashMap.newKeySet();
        consume(notingIts(makers, 1), 200, (step, made) -> {});
        assertThat(makers).containsExactly("rheo-prefetch-0");
    }

    @Test
    void plansForSeveralMinibatchesAreLeftToTheWorkers() throws InterruptedException {
        Set<String> makers = ConcurrentHashMap.newKeySet();
        Coupling sound = Makers.coupling(Fault.NONE, -1);
        PairMaker maker = Makers.of(Makers.atOnce(
                (batch, random) -> {
                    makers.add(Thread.currentThread().getName());
                    return sound.pair(batch, random);
                },
                4));
        consume(maker, 20_000, (step, made) -> {});
        assertThat(makers).containsExactly("rheo-prefetch-0");
    }

    @Test
    void aFailureOfAHelpersMinibatchComesAtItsStep() {
        PairMaker maker = Makers.of(Makers.coupling(Fault.EXCEPTION, 4_321));
        long[] last = new long[1];
        assertThatThrownBy(() -> consume(maker, 20_000, (step, made) -> last[0] = step))
                .isInstanceOf(PairException.class);
        assertThat(last).containsExactly(4_320L);
    }

    /** What is done with the minibatch of a step. */
    private interface Consumer {
        void accept(long step, Minibatch made);
    }

    /** Takes all minibatches that one worker and a thread that helps whenever it may have made. */
    private static void consume(PairMaker maker, int steps, Consumer consumer) throws InterruptedException {
        try (Prefetch<Minibatch> prefetch = new Prefetch<>(ring(8), maker, 1, 0, steps)) {
            Thread helper = helper(prefetch);
            try {
                for (long step = 0; step < steps; step++) {
                    consumer.accept(step, prefetch.take(step));
                    prefetch.release();
                }
            } finally {
                helper.interrupt();
                helper.join();
            }
        }
    }

    private static Thread helper(Prefetch<Minibatch> prefetch) {
        Thread helper = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        prefetch.helpOut();
                    }
                },
                "helper");
        helper.setDaemon(true);
        helper.start();
        return helper;
    }

    /** Couplings that note their threads and take a while. */
    private static PairMaker notingIts(Set<String> threads, long milliseconds) {
        Coupling sound = Makers.coupling(Fault.NONE, -1);
        return Makers.of((batch, random) -> {
            threads.add(Thread.currentThread().getName());
            LockSupport.parkNanos(milliseconds * 1_000_000);
            return sound.pair(batch, random);
        });
    }

    private static List<Minibatch> ring(int slots) {
        List<Minibatch> ring = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            ring.add(new Minibatch());
        }
        return ring;
    }

    private static String alone(PairMaker maker, long step) {
        Minibatch made = new Minibatch();
        maker.make(step, made);
        return made.text();
    }

    private static List<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rheo-prefetch") && thread.isAlive())
                .toList();
    }
}
