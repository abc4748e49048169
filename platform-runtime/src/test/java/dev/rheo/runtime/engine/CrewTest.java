package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
    private static final Runnable NOTHING = () -> {};

    @Test
    void returnsWhenEveryTaskIsDoneRoundAfterRound() {
        int rounds = 20_000;
        int[] done = new int[3]; // plain memory: what a task wrote must be seen by who waited for it
        List<Runnable> tasks =
                IntStream.range(0, 3).<Runnable>mapToObj(i -> () -> done[i]++).toList();
        try (Crew crew = new Crew(3, NOTHING)) {
            for (int round = 1; round <= rounds; round++) {
                crew.run(tasks);
                assertThat(done).containsOnly(round);
            }
        }
    }

    @Test
    void tasksAreDoneAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(3);
        Runnable meet = () -> {
            try {
                all.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        try (Crew crew = new Crew(3, NOTHING)) {
            crew.run(List.of(meet, meet, meet));
        }
    }

    @Test
    void whoSleepsIsWoken() {
        AtomicInteger done = new AtomicInteger();
        Runnable slow = () -> {
            LockSupport.parkNanos(2_000_000);
            done.incrementAndGet();
        };
        try (Crew crew = new Crew(2, NOTHING)) {
            for (int round = 0; round < 20; round++) {
                crew.run(List.of(NOTHING, slow)); // the caller sleeps
                LockSupport.parkNanos(2_000_000); // the other sleeps
            }
        }
        assertThat(done).hasValue(20);
    }

    @Test
    void aFailureReachesTheCallerAfterAllTasksAndSpoilsNothing() {
        AtomicInteger done = new AtomicInteger();
        Runnable fails = () -> {
            throw new IllegalStateException("broken");
        };
        try (Crew crew = new Crew(3, NOTHING)) {
            assertThatThrownBy(() -> crew.run(List.of(done::incrementAndGet, fails, done::incrementAndGet)))
                    .hasMessage("broken");
            assertThat(done).hasValue(2);
            crew.run(List.of(NOTHING, done::incrementAndGet, NOTHING));
            assertThat(done).hasValue(3);
        }
    }

    @Test
    void eachOtherThreadEntersOnceBeforeItsFirstTask() {
        AtomicInteger entered = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        try (Crew crew = new Crew(2, entered::incrementAndGet)) {
            crew.run(List.of(NOTHING, () -> seen.add(entered.get())));
            crew.run(List.of(NOTHING, () -> seen.add(entered.get())));
        }
        assertThat(seen).containsExactly(1, 1);
    }

    @Test
    void theOthersDoAfterEachTaskWhatTheyAreTold() {
        AtomicInteger after = new AtomicInteger();
        Thread caller = Thread.currentThread();
        try (Crew crew = new Crew(3, NOTHING)) {
            crew.afterwards(() -> {
                assertThat(Thread.currentThread()).isNotSameAs(caller);
                after.incrementAndGet();
            });
            for (int round = 0; round < 10; round++) {
                crew.run(List.of(NOTHING, NOTHING, NOTHING));
            }
        }
        assertThat(after).hasValue(20);
    }

    @Test
    void anInterruptThatIsLeftBehindIsNotThereForTheNextTask() {
        List<Boolean> interrupted = new ArrayList<>();
        try (Crew crew = new Crew(2, NOTHING)) {
            crew.afterwards(() -> Thread.currentThread().interrupt());
            for (int round = 0; round < 3; round++) {
                crew.run(List.of(
                        NOTHING, () -> interrupted.add(Thread.currentThread().isInterrupted())));
            }
        }
        assertThat(interrupted).containsExactly(false, false, false);
    }

    @Test
    void aFailureAfterATaskReachesTheNextOne() {
        try (Crew crew = new Crew(2, NOTHING)) {
            crew.afterwards(() -> {
                throw new StackOverflowError("afterwards");
            });
            crew.run(List.of(NOTHING, NOTHING));
            assertThatThrownBy(() -> crew.run(List.of(NOTHING, NOTHING))).hasMessage("afterwards");
        }
    }

    @Test
    void aClosedCrewDoesNothing() {
        Crew crew = new Crew(2, NOTHING);
        crew.close();
        assertThatThrownBy(() -> crew.run(List.of(NOTHING, NOTHING))).hasMessageContaining("closed");
    }

    @Test
    void closingEndsTheThreads() {
        List<Thread> threads = new ArrayList<>();
        try (Crew crew = new Crew(2, NOTHING)) {
            crew.run(List.of(NOTHING, () -> threads.add(Thread.currentThread())));
        }
        assertThat(threads).singleElement().matches(thread -> !thread.isAlive());
    }
}
